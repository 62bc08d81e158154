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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The desired state, which users write. The operator never changes it.
 *
 * @param region the AWS region; immutable, because AWS cannot move resources to another region
 * @param connectivity how the instances connect to Systems Manager
 * @param network the network; the defaults if absent
 * @param instances at least one group, with distinct names; a group may have a count of 0
 * @param role the IAM role of the instances; the defaults if absent
 * @param tags the tags of every AWS resource that supports tags, besides those of the operator;
 *     none if absent
 * @param drift the drift settings; the defaults if absent
 * @param verification what is verified on the instances; nothing if absent
 * @param disruption what waits for users; nothing if absent
 * @param sessions the preferences of sessions; those of the account if absent
 * @param deletionPolicy Delete if absent
 * @param paused false if absent; if true, the operator writes nothing to AWS, not even for a
 *     deletion
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
        "spec.region is immutable, because AWS cannot move resources to another region: create"
            + " another environment there")
@ValidationRule(
    value = FixedNetwork.CIDR,
    fieldPath = ".network",
    message =
        "spec.network.cidr is immutable, also when it is added or removed, because AWS cannot change"
            + " the range of a VPC: create another environment with the new range")
@ValidationRule(
    value =
        "!has(self.network) || !has(self.network.zones) || self.network.zones.all(z,"
            + " z.startsWith(self.region) && size(z) == size(self.region) + 1"
            + " && z.matches('[a-z]$'))",
    fieldPath = ".network",
    message =
        "spec.network.zones must name availability zones of spec.region, such as eu-west-1a in"
            + " eu-west-1; Local Zones and Wavelength Zones have no NAT gateways and few endpoints")
@ValidationRule(
    value = FixedNetwork.ZONES,
    fieldPath = ".network",
    message =
        "spec.network.zones is immutable, also when it is added or removed, because AWS cannot move"
            + " a subnet to another zone: create another environment with the new zones")
@ValidationRule(
    value = FixedNetwork.ENVIRONMENT,
    fieldPath = ".network",
    message =
        "spec.network.environment is immutable, also when it is added or removed, because AWS cannot"
            + " move instances to another VPC: create another environment there")
@ValidationRule(
    value = FixedNetwork.EXISTING,
    fieldPath = ".network",
    message =
        "spec.network.existing is immutable, also when it is added or removed, because AWS cannot move"
            + " instances to another VPC: create another environment there")
@ValidationRule(
    value =
        "!has(self.connectivity.endpoints) || !has(self.connectivity.endpoints.provided)"
            + " || !self.connectivity.endpoints.provided"
            + " || (has(self.network) && has(self.network.existing))",
    fieldPath = ".connectivity",
    message =
        "spec.connectivity.endpoints.provided is only valid with spec.network.existing, because nobody"
            + " else has endpoints for a VPC of the environment's own: remove it")
@ValidationRule(
    value = "!has(self.tags) || self.tags.all(k, size(k) >= 1 && size(k) <= 128)",
    fieldPath = ".tags",
    message = "spec.tags: a key must have 1 to 128 characters, because AWS allows no more")
@ValidationRule(
    value =
        "!has(self.tags) || self.tags.all(k, !k.lowerAscii().startsWith('aws:')"
            + " && !k.lowerAscii().startsWith('ssmenv') && k != 'Name')",
    fieldPath = ".tags",
    message =
        "spec.tags: the keys Name and ssmenv* are reserved for the operator, and aws:* for AWS, in any"
            + " letter case: use other keys")
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
        "spec.tags: keys and values may contain only letters, digits, spaces and _ . : / = + - @,"
            + " which every AWS service allows")
public record EnvironmentSpec(
    @Required
        @Size(max = 32)
        @JsonPropertyDescription("The AWS region, such as eu-west-1. Immutable.")
        String region,
    @Required @JsonPropertyDescription("How the instances connect to Systems Manager.")
        Connectivity connectivity,
    @JsonPropertyDescription(
            "The VPC: one of its own, that of another environment, or one that exists.")
        @Nullable Network network,
    @Required
        @Size(min = 1, max = 20)
        @JsonPropertyDescription("Groups of equal instances; at least one group.")
        List<InstanceGroup> instances,
    @JsonPropertyDescription(
            "The IAM role of the instances. AmazonSSMManagedInstanceCore is always attached.")
        @Nullable RoleSpec role,
    @Size(max = 40)
        @JsonPropertyDescription(
            "The tags of every AWS resource that supports tags, besides those of the operator."
                + " Default: none.")
        @Nullable Map<String, @Size(max = 256) String> tags,
    @JsonPropertyDescription("What the operator does when AWS differs from the spec.")
        @Nullable DriftSettings drift,
    @JsonPropertyDescription("What the operator verifies on the instances themselves.")
        @Nullable Verification verification,
    @JsonPropertyDescription("When the operator may do what users notice.")
        @Nullable Disruption disruption,
    @JsonPropertyDescription(
            "The preferences of the sessions on the instances, as a session document of the"
                + " environment's own. Default: none, and sessions have the preferences of the account.")
        @Nullable SessionSettings sessions,
    @JsonPropertyDescription(
            "Delete (the default): the AWS resources are deleted with the environment. Retain: they"
                + " stay and are tagged as retained.")
        @Nullable DeletionPolicy deletionPolicy,
    @JsonPropertyDescription(
            "If true, the operator writes nothing to AWS, and a deletion is blocked. Default: false.")
        @Nullable Boolean paused) {

  /** The characters that IAM allows, which is the strictest service. EC2 allows any. [D] */
  static final String TAG_CHARACTERS = "^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*$";

  /**
   * A spec that asks for no verification, and in which nothing waits for users and sessions have no
   * preferences.
   */
  public EnvironmentSpec(
      String region,
      Connectivity connectivity,
      @Nullable Network network,
      List<InstanceGroup> instances,
      @Nullable RoleSpec role,
      @Nullable Map<String, String> tags,
      @Nullable DriftSettings drift,
      @Nullable DeletionPolicy deletionPolicy,
      @Nullable Boolean paused) {
    this(
        region,
        connectivity,
        network,
        instances,
        role,
        tags,
        drift,
        null,
        null,
        null,
        deletionPolicy,
        paused);
  }

  public EnvironmentSpec {
    instances = List.copyOf(instances);
    tags = tags == null ? null : Collections.unmodifiableMap(new TreeMap<>(tags));
  }

  /** The network; the defaults if absent. */
  public Network networkOrDefault() {
    return network == null ? new Network(null, null, null, null, null) : network;
  }

  /** The same in its first zones only. */
  public EnvironmentSpec inZones(int count) {
    return new EnvironmentSpec(
        region,
        connectivity,
        networkOrDefault().inZones(count),
        instances,
        role,
        tags,
        drift,
        verification,
        disruption,
        sessions,
        deletionPolicy,
        paused);
  }

  /** The role settings; the defaults if absent. */
  public RoleSpec roleOrDefault() {
    return role == null ? new RoleSpec(null, null) : role;
  }

  /** The tags of every AWS resource that supports tags; none by default. */
  public Map<String, String> tagsOrDefault() {
    return tags == null ? Map.of() : tags;
  }

  /** The drift settings; the defaults if absent. */
  public DriftSettings driftOrDefault() {
    return drift == null ? new DriftSettings(null, null) : drift;
  }

  /** What is verified on the instances; nothing by default. */
  public Verification verificationOrDefault() {
    return verification == null ? Verification.NONE : verification;
  }

  /** What waits for users; nothing by default. */
  public Disruption disruptionOrDefault() {
    return disruption == null ? Disruption.NONE : disruption;
  }

  /** The preferences of sessions, if the spec has any. */
  public Optional<SessionSettings> sessionSettings() {
    return Optional.ofNullable(sessions);
  }

  /** The deletion policy; Delete by default. */
  public DeletionPolicy deletionPolicyOrDefault() {
    return deletionPolicy == null ? DeletionPolicy.DELETE : deletionPolicy;
  }

  /** Whether the operator writes nothing to AWS; false by default. */
  public boolean pausedOrDefault() {
    return paused != null && paused;
  }
}
