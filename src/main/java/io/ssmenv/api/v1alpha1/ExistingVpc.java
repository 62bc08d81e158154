package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A VPC that somebody else owns, and where in it the environment stands: in subnets of its own, or
 * in subnets that exist. The operator never changes what it has not created there.
 *
 * @param vpcId required with {@code cidrs}; with {@code subnetIds}, the VPC in which these have to
 *     be
 * @param cidrs the ranges for the subnets of the environment: one for all zones, or one for each
 * @param subnetIds the subnets of the instances, each in another availability zone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.cidrs) != has(self.subnetIds)",
    message =
        "spec.network.existing has either cidrs, for subnets that the operator creates, or subnetIds,"
            + " for subnets that exist: set one of them")
@ValidationRule(
    value = "!has(self.cidrs) || has(self.vpcId)",
    fieldPath = ".vpcId",
    message = "spec.network.existing.cidrs needs vpcId: set the id of the VPC")
@ValidationRule(
    value = "!has(self.vpcId) || self.vpcId.matches('^vpc-[0-9a-f]{8,17}$')",
    fieldPath = ".vpcId",
    message = "spec.network.existing.vpcId must be the id of a VPC, such as vpc-0123456789abcdef0")
@ValidationRule(
    value = "!has(self.subnetIds) || self.subnetIds.all(s, s.matches('^subnet-[0-9a-f]{8,17}$'))",
    fieldPath = ".subnetIds",
    message =
        "spec.network.existing.subnetIds must have ids of subnets, such as subnet-0123456789abcdef0")
@ValidationRule(
    value =
        "!has(self.subnetIds) || self.subnetIds.all(s, self.subnetIds.exists_one(other, other == s))",
    fieldPath = ".subnetIds",
    message = "spec.network.existing.subnetIds must not name a subnet twice")
@ValidationRule(
    value =
        "!has(self.cidrs) || self.cidrs.all(c, isCIDR(c) && cidr(c).ip().family() == 4"
            + " && string(cidr(c).masked()) == c)",
    fieldPath = ".cidrs",
    message =
        "spec.network.existing.cidrs must have IPv4 ranges in CIDR notation that start at their first"
            + " address, such as 10.1.64.0/24")
@ValidationRule(
    value =
        "!has(self.cidrs) || !self.cidrs.all(c, isCIDR(c)) || self.cidrs.all(c,"
            + " cidr(c).prefixLength() >= 16"
            + " && cidr(c).prefixLength() <= (size(self.cidrs) == 1 ? 25 : 27))",
    fieldPath = ".cidrs",
    message =
        "spec.network.existing.cidrs: one range for all zones must be between /16 and /25, and one for"
            + " each zone between /16 and /27, because AWS allows no subnet smaller than /28")
public record ExistingVpc(
    @Size(max = 25)
        @JsonPropertyDescription(
            "The id of the VPC. Required with cidrs. With subnetIds, the default is the VPC of these"
                + " subnets.")
        @Nullable String vpcId,
    @Size(min = 1, max = 3)
        @JsonPropertyDescription(
            "The IPv4 ranges in the VPC for the subnets of the environment: one for all availability"
                + " zones, or one for each. Nothing else may be in them.")
        @Nullable List<@Size(max = 43) String> cidrs,
    @Size(min = 1, max = 3)
        @JsonPropertyDescription(
            "The ids of existing subnets for the instances, instead of cidrs; each in another"
                + " availability zone. Their route tables have to fit the connectivity pattern.")
        @Nullable List<@Size(max = 30) String> subnetIds) {

  public ExistingVpc {
    cidrs = cidrs == null ? null : List.copyOf(cidrs);
    subnetIds = subnetIds == null ? null : List.copyOf(subnetIds);
  }

  /** The id of the VPC; empty if its subnets decide. */
  public Optional<String> vpcIdIfSet() {
    return Optional.ofNullable(vpcId);
  }

  /** The ranges for subnets of the environment's own; empty if the subnets exist. */
  public List<String> ranges() {
    return cidrs == null ? List.of() : cidrs;
  }

  /** The existing subnets; empty if the environment has its own. */
  public List<String> subnets() {
    return subnetIds == null ? List.of() : subnetIds;
  }

  /** For messages: the id of the VPC, or of its subnets. */
  public String name() {
    return vpcIdIfSet().orElseGet(() -> String.join(", ", subnets()));
  }
}
