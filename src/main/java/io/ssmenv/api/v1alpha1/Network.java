package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The network: a VPC of the environment's own, that of another environment, or one that exists.
 *
 * <p>The range is immutable, because AWS cannot change the range of a VPC. The rule for that is on
 * {@link EnvironmentSpec}, where it also covers adding and removing the whole network.
 *
 * <p>The rules compare ranges as strings, because an IPv4 range has only one string form.
 * Kubernetes 1.31 estimates the comparison of two CIDRs as unlimited, and rejects the CRD.
 *
 * @param cidr IPv4, /16 to /24 without host bits; {@value #DEFAULT_CIDR} if absent
 * @param availabilityZones 1 to 3; 1 if absent; may grow
 * @param zones the names of the zones instead of their number, in the order of their letters;
 *     immutable
 * @param environment in whose VPC the environment stands; a VPC of its own if absent
 * @param existing the VPC of somebody else in which the environment stands; a VPC of its own if
 *     absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.cidr) || (isCIDR(self.cidr) && cidr(self.cidr).ip().family() == 4)",
    fieldPath = ".cidr",
    message = "spec.network.cidr must be an IPv4 range in CIDR notation, such as 10.20.0.0/16")
@ValidationRule(
    value =
        "!has(self.cidr) || !isCIDR(self.cidr) || cidr(self.cidr).ip().family() != 4"
            + " || string(cidr(self.cidr).masked()) == self.cidr",
    fieldPath = ".cidr",
    message =
        "spec.network.cidr must start at the first address of its range (no host bits), such as"
            + " 10.20.0.0/16, not 10.20.0.1/16")
@ValidationRule(
    value =
        "!has(self.cidr) || !isCIDR(self.cidr) || cidr(self.cidr).ip().family() != 4"
            + " || (cidr(self.cidr).prefixLength() >= 16 && cidr(self.cidr).prefixLength() <= 24)",
    fieldPath = ".cidr",
    message =
        "spec.network.cidr must be between /16, the largest VPC in AWS, and /24, the"
            + " smallest with room for three availability zones")
@ValidationRule(
    value = "!has(self.zones) || !has(self.availabilityZones)",
    fieldPath = ".zones",
    message =
        "spec.network.zones and spec.network.availabilityZones exclude each other: the first names the"
            + " zones, with the second the operator selects them; remove one of them")
@ValidationRule(
    value = "!has(self.zones) || self.zones.all(z, self.zones.exists_one(other, other == z))",
    fieldPath = ".zones",
    message = "spec.network.zones must not name a zone twice")
@ValidationRule(
    value = "!has(self.cidr) || !has(self.environment)",
    fieldPath = ".environment",
    message =
        "spec.network has either cidr, for a VPC of its own, or environment, for the VPC of another"
            + " environment: remove one of them")
@ValidationRule(
    value = "!has(self.zones) || !has(self.environment)",
    fieldPath = ".environment",
    message =
        "spec.network.zones names the zones of a VPC of its own, but an environment in the VPC of"
            + " another one has its zones: remove zones, and set availabilityZones instead")
@ValidationRule(
    value = "!has(self.existing) || (!has(self.cidr) && !has(self.environment))",
    fieldPath = ".existing",
    message =
        "spec.network has one of cidr, for a VPC of its own, environment, for the VPC of another"
            + " environment, and existing, for a VPC that exists: remove the others")
@ValidationRule(
    value =
        "!has(self.existing) || !has(self.existing.subnetIds)"
            + " || (!has(self.zones) && !has(self.availabilityZones))",
    fieldPath = ".existing",
    message =
        "spec.network.existing.subnetIds decides on the availability zones: remove zones and"
            + " availabilityZones")
@ValidationRule(
    value =
        "!has(self.existing) || !has(self.existing.cidrs) || size(self.existing.cidrs) == 1"
            + " || size(self.existing.cidrs) >= (has(self.zones) ? size(self.zones)"
            + " : has(self.availabilityZones) ? self.availabilityZones : 1)",
    fieldPath = ".existing",
    message =
        "spec.network.existing.cidrs must have one range for all availability zones, or one for each:"
            + " add a range, or use fewer zones")
public record Network(
    @Size(max = 43)
        @JsonPropertyDescription(
            "The IPv4 range of the VPC, from /16 to /24. Immutable. Default: 10.20.0.0/16.")
        @Nullable String cidr,
    @Min(1)
        @Max(3)
        @JsonPropertyDescription(
            "The number of availability zones of the instances. It can grow. Default: 1.")
        @Nullable Integer availabilityZones,
    @Size(min = 1, max = 3)
        @JsonPropertyDescription(
            "The names of the availability zones of the instances, such as eu-west-1a, instead of"
                + " availabilityZones. Immutable. Default: the operator selects zones that offer what"
                + " the spec needs.")
        @Nullable List<@Size(max = 40) String> zones,
    @JsonPropertyDescription(
            "The environment of the same namespace in whose VPC this one stands. Immutable. Default: a"
                + " VPC of its own.")
        @Nullable HostEnvironment environment,
    @JsonPropertyDescription(
            "A VPC that exists, and where in it the environment stands. Its owner has to allow that"
                + " by the tag ssmenv.io/namespaces. Immutable. Default: a VPC of its own.")
        @Nullable ExistingVpc existing) {

  public static final String DEFAULT_CIDR = "10.20.0.0/16";

  public Network {
    zones = zones == null ? null : List.copyOf(zones);
  }

  /** The range of the VPC; {@value #DEFAULT_CIDR} by default. */
  public String cidrOrDefault() {
    return cidr == null ? DEFAULT_CIDR : cidr;
  }

  /** The names of the availability zones; empty if the operator selects them. */
  public List<String> namedZones() {
    return zones == null ? List.of() : zones;
  }

  /** The name of the environment in whose VPC this one stands; empty if it has its own. */
  public Optional<String> hostName() {
    return Optional.ofNullable(environment).map(HostEnvironment::name);
  }

  /** The VPC of somebody else in which the environment stands; empty if there is none. */
  public Optional<ExistingVpc> existingVpc() {
    return Optional.ofNullable(existing);
  }

  /** The number of availability zones, 1 to 3; 1 by default. */
  public int availabilityZonesOrDefault() {
    if (zones != null) {
      return zones.size();
    }
    if (existing != null && existing.subnetIds() != null) {
      return existing.subnets().size();
    }
    return availabilityZones == null ? 1 : availabilityZones;
  }

  /** The same in its first zones only. */
  Network inZones(int count) {
    return zones == null
        ? new Network(cidr, count, null, environment, existing)
        : new Network(cidr, null, zones.subList(0, count), environment, existing);
  }
}
