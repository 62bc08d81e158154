package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks for. Never written by the operator.
 *
 * @param region AWS region; immutable, since nothing can be moved to another one
 * @param connectivity how the instances reach Systems Manager
 * @param network a VPC of its own; all defaults if absent
 * @param instances at least one group, with distinct names; a group may have a count of 0
 * @param role the instances' IAM role; all defaults if absent
 * @param tags for every AWS resource that takes tags, besides our own; none if absent
 * @param drift all defaults if absent
 * @param deletionPolicy Delete if absent
 * @param paused false if absent; true means that nothing is written to AWS, not even for a deletion
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "instances=map:name")
@ValidationRule(
    value = "self.region.matches('^[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}$')",
    fieldPath = ".region",
    message = "spec.region must be the code of an AWS region, such as eu-west-1")
@ValidationRule(
    value = "self.region == oldSelf.region",
    fieldPath = ".region",
    message =
        "spec.region is immutable, because nothing can be moved to another region: create another"
            + " environment there")
@ValidationRule(
    value =
        "(has(self.network) && has(self.network.cidr))"
            + " == (has(oldSelf.network) && has(oldSelf.network.cidr))"
            + " && (!has(self.network) || !has(self.network.cidr)"
            + " || self.network.cidr == oldSelf.network.cidr)",
    fieldPath = ".network",
    message =
        "spec.network.cidr is immutable, also when it is added or removed, because AWS cannot change"
            + " the range of a VPC: create another environment with the new range")
@ValidationRule(
    value =
        "(has(self.network) && has(self.network.availabilityZones)"
            + " ? self.network.availabilityZones : 1)"
            + " >= (has(oldSelf.network) && has(oldSelf.network.availabilityZones)"
            + " ? oldSelf.network.availabilityZones : 1)",
    fieldPath = ".network",
    message =
        "spec.network.availabilityZones may grow but not shrink, because a subnet that is in use"
            + " cannot be taken away; where it is absent it is 1")
@ValidationRule(
    value = "!has(self.tags) || self.tags.all(k, size(k) >= 1 && size(k) <= 128)",
    fieldPath = ".tags",
    message = "spec.tags: a key must have 1 to 128 characters, which is what AWS takes")
@ValidationRule(
    value =
        "!has(self.tags) || self.tags.all(k, !k.lowerAscii().startsWith('aws:')"
            + " && !k.startsWith('ssmenv.io/') && k != 'Name')",
    fieldPath = ".tags",
    message =
        "spec.tags: the keys Name, aws:* and ssmenv.io/* are reserved, the first and the last for"
            + " this operator, aws:* for AWS: use other keys")
@ValidationRule(
    value =
        "!has(self.tags) || self.tags.all(k, k.matches(r'"
            + EnvironmentSpec.TAG_CHARACTERS
            + "')"
            + " && self.tags[k].matches(r'"
            + EnvironmentSpec.TAG_CHARACTERS
            + "'))",
    fieldPath = ".tags",
    message =
        "spec.tags: keys and values may have letters, digits, spaces and _ . : / = + - @ only, which"
            + " is what every AWS service takes")
public record EnvironmentSpec(
    @Required
        @Size(max = 32)
        @JsonPropertyDescription("The AWS region, such as eu-west-1. Immutable.")
        String region,
    @Required @JsonPropertyDescription("How the instances reach Systems Manager.")
        Connectivity connectivity,
    @JsonPropertyDescription("The VPC, which the environment has to itself.")
        @Nullable Network network,
    @Required
        @Size(min = 1, max = 20)
        @JsonPropertyDescription("The instances, in groups that are alike; at least one group.")
        List<InstanceGroup> instances,
    @JsonPropertyDescription(
            "The IAM role of the instances. It always has AmazonSSMManagedInstanceCore.")
        @Nullable Role role,
    @Size(max = 40)
        @JsonPropertyDescription(
            "Tags for every AWS resource that takes tags, besides the operator's own. Default:"
                + " none.")
        @Nullable Map<String, @Size(max = 256) String> tags,
    @JsonPropertyDescription("What is done when AWS no longer agrees with the spec.")
        @Nullable DriftSettings drift,
    @JsonPropertyDescription(
            "Delete (the default): the AWS resources go with the environment. Retain: they stay,"
                + " marked as retained.")
        @Nullable DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "While true, nothing is written to AWS, and a deletion waits. Default: false.")
        @Nullable Boolean paused) {

  /** What IAM takes, which is the strictest; EC2 takes any character. [D] */
  static final String TAG_CHARACTERS = "^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*$";

  public EnvironmentSpec {
    instances = List.copyOf(instances);
    tags = tags == null ? null : Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The network, where absent with all its defaults. */
  public Network networkOrDefault() {
    return network == null ? new Network(null, null) : network;
  }

  /** The role's settings, where absent with all their defaults. */
  public Role roleOrDefault() {
    return role == null ? new Role(null, null) : role;
  }

  /** Tags for every AWS resource that takes tags; none by default. */
  public Map<String, String> tagsOrDefault() {
    return tags == null ? Map.of() : tags;
  }

  /** The drift settings, where absent with all their defaults. */
  public DriftSettings driftOrDefault() {
    return drift == null ? new DriftSettings(null, null) : drift;
  }

  /** What a deletion does; Delete by default. */
  public DeletionPolicy deletionPolicyOrDefault() {
    return deletionPolicy == null ? DeletionPolicy.DELETE : deletionPolicy;
  }

  /** Whether nothing is to be written to AWS; false by default. */
  public boolean pausedOrDefault() {
    return paused != null && paused;
  }
}
