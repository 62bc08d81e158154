package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The VPC of the environment, which it has to itself.
 *
 * <p>The range is fixed for life, since AWS cannot change a VPC's range; the rule for that is on
 * {@link EnvironmentSpec}, where it also sees the whole network being added or removed.
 *
 * <p>Ranges are compared as strings, which an IPv4 range has only one of: Kubernetes 1.31 counts
 * the comparison of two CIDRs as one of unlimited length, and refuses the definition.
 *
 * @param cidr IPv4, /16 to /24 without host bits; {@value #DEFAULT_CIDR} if absent
 * @param availabilityZones 1 to 3; 1 if absent; may grow
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
        "spec.network.cidr must be between /16, the largest VPC that AWS makes, and /24, the"
            + " smallest with room for three availability zones")
public record Network(
    @Size(max = 43)
        @JsonPropertyDescription(
            "The IPv4 range of the VPC, from /16 to /24. Immutable. Default: 10.20.0.0/16.")
        @Nullable String cidr,
    @Min(1)
        @Max(3)
        @JsonPropertyDescription(
            "Over how many availability zones the instances are spread. May grow. Default: 1.")
        @Nullable Integer availabilityZones) {

  public static final String DEFAULT_CIDR = "10.20.0.0/16";

  /** The VPC's range; {@value #DEFAULT_CIDR} by default. */
  public String cidrOrDefault() {
    return cidr == null ? DEFAULT_CIDR : cidr;
  }

  /** The number of availability zones, 1 to 3; 1 by default. */
  public int availabilityZonesOrDefault() {
    return availabilityZones == null ? 1 : availabilityZones;
  }
}
