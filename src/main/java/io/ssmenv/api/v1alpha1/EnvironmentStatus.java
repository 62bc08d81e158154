package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The observed state. Only the operator writes it, always as a whole.
 *
 * <p>The schema sets no limits here, because a rejected status would block a deletion.
 *
 * @param observedGeneration the {@code metadata.generation} that the status refers to
 * @param appliedGeneration the generation of the spec that AWS was last made to match; absent
 *     before
 * @param accountId the AWS account of the resources; recorded before the first write
 * @param clusterId the cluster id in the tags of the resources; recorded before the first write
 * @param environmentId the environment id in the tags of the resources; recorded before the first
 *     write
 * @param conditions at most one of each type
 * @param online the number of online instances and of all instances, such as {@code 2/2}
 * @param egress the public addresses of all outbound traffic, separated by commas; {@code none}
 *     without Internet access
 * @param pattern the connectivity pattern in use: the former one until that of the spec is applied
 * @param vpcId the id of the VPC, for a printer column
 * @param reason the reason of the condition Ready, for a printer column
 * @param instances the instances, in the order of the spec
 * @param resources the existing resources, by key
 * @param drift the drift; absent before the first comparison with AWS
 * @param plan the pending steps, also if they are not taken (Report, paused); at most {@value
 *     #PLAN_LINES} lines
 * @param facts the resolved facts; absent before they are resolved
 * @param incarnations the keys of which resources have come to their end
 * @param path since when the connection to Systems Manager is as it is; absent before it is read
 * @param network the VPC, if several environments use it; otherwise absent
 * @param sessions the number of open sessions; absent while it is not known
 * @param sessionsSince since when it is this number: RFC 3339
 * @param sessionWaits the changes that wait for sessions to end
 * @param sessionDocument the name of the session document; absent while it does not exist
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "conditions=map:type")
public record EnvironmentStatus(
    @JsonPropertyDescription("The metadata.generation that the status refers to.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The metadata.generation that was last applied completely. Later differences from it are"
                + " drift.")
        @Nullable Long appliedGeneration,
    @JsonPropertyDescription("The AWS account of the resources; recorded before the first write.")
        @Nullable String accountId,
    @JsonPropertyDescription(
            "The cluster id in the tags of the resources; recorded before the first write.")
        @Nullable String clusterId,
    @JsonPropertyDescription(
            "The environment id in the tags of the resources: the UID of this object, unless it has"
                + " adopted resources of another one.")
        @Nullable String environmentId,
    @JsonPropertyDescription(
            "Ready, and Reconciling or Stalled while they are True (kstatus); NetworkReady,"
                + " InstancesOnline, InSync, AWSReachable and others.")
        List<Condition> conditions,
    @JsonPropertyDescription("The number of online instances and of all instances, such as 2/2.")
        @Nullable String online,
    @JsonPropertyDescription(
            "The public addresses of the instances' outbound traffic, separated by commas, at most five; none if"
                + " the pattern gives them no Internet access, and Unknown if it does, but no"
                + " route, gateway or address gives it to them.")
        @Nullable String egress,
    @JsonPropertyDescription(
            "The connectivity pattern in use; it differs from that of the spec during a change.")
        @Nullable Pattern pattern,
    @JsonPropertyDescription("The id of the VPC.") @Nullable String vpcId,
    @JsonPropertyDescription("The reason of the condition Ready.") @Nullable String reason,
    @JsonPropertyDescription("The instances, in the order of the spec.")
        List<InstanceStatus> instances,
    @JsonPropertyDescription("The AWS resources that exist, by key.")
        List<ResourceStatus> resources,
    @JsonPropertyDescription("Differences between the spec and AWS that the spec did not cause.")
        @Nullable DriftStatus drift,
    @JsonPropertyDescription(
            "The pending steps, which the operator takes unless drift.policy is Report or paused is"
                + " true; at most 20 lines.")
        List<String> plan,
    @JsonPropertyDescription(
            "Values that the spec leaves open, resolved once from AWS. They change only if the spec"
                + " changes.")
        @Nullable FactsStatus facts,
    @JsonPropertyDescription(
            "The keys whose earlier AWS resources no longer exist, and how many. The number is part of"
                + " the client token with which the next one is created.")
        List<IncarnationStatus> incarnations,
    @JsonPropertyDescription("Since when the connection to Systems Manager is as it is.")
        @Nullable PathStatus path,
    @JsonPropertyDescription("The VPC, if several environments use it.")
        @Nullable NetworkStatus network,
    @JsonPropertyDescription(
            "The number of open sessions of Session Manager on the instances; absent while it is not"
                + " known.")
        @Nullable Integer sessions,
    @JsonPropertyDescription("When this number of sessions was first read.")
        @Nullable String sessionsSince,
    @JsonPropertyDescription(
            "The changes that wait for sessions to end; see spec.disruption.waitForSessions.")
        List<SessionWaitStatus> sessionWaits,
    @JsonPropertyDescription(
            "The session document with the preferences of spec.sessions, with which sessions are"
                + " started; absent while it does not exist.")
        @Nullable String sessionDocument) {

  /** The maximum number of lines of {@link #plan}. */
  public static final int PLAN_LINES = 20;

  public EnvironmentStatus {
    conditions = Lists.copyOrEmpty(conditions);
    instances = Lists.copyOrEmpty(instances);
    resources = Lists.copyOrEmpty(resources);
    plan = Lists.copyOrEmpty(plan);
    incarnations = Lists.copyOrEmpty(incarnations);
    sessionWaits = Lists.copyOrEmpty(sessionWaits);
  }

  /** A status in which nothing is known of sessions. */
  public EnvironmentStatus(
      @Nullable Long observedGeneration,
      @Nullable Long appliedGeneration,
      @Nullable String accountId,
      @Nullable String clusterId,
      @Nullable String environmentId,
      List<Condition> conditions,
      @Nullable String online,
      @Nullable String egress,
      @Nullable Pattern pattern,
      @Nullable String vpcId,
      @Nullable String reason,
      List<InstanceStatus> instances,
      List<ResourceStatus> resources,
      @Nullable DriftStatus drift,
      List<String> plan,
      @Nullable FactsStatus facts,
      List<IncarnationStatus> incarnations,
      @Nullable PathStatus path,
      @Nullable NetworkStatus network) {
    this(
        observedGeneration,
        appliedGeneration,
        accountId,
        clusterId,
        environmentId,
        conditions,
        online,
        egress,
        pattern,
        vpcId,
        reason,
        instances,
        resources,
        drift,
        plan,
        facts,
        incarnations,
        path,
        network,
        null,
        null,
        List.of(),
        null);
  }

  /** The status of an environment that has not been reconciled yet. */
  public static EnvironmentStatus none() {
    return new EnvironmentStatus(
        null, null, null, null, null, List.of(), null, null, null, null, null, List.of(), List.of(),
        null, List.of(), null, List.of(), null, null);
  }

  /** The same with another VPC. */
  public EnvironmentStatus with(NetworkStatus newNetwork) {
    return new EnvironmentStatus(
        observedGeneration,
        appliedGeneration,
        accountId,
        clusterId,
        environmentId,
        conditions,
        online,
        egress,
        pattern,
        vpcId,
        reason,
        instances,
        resources,
        drift,
        plan,
        facts,
        incarnations,
        path,
        newNetwork,
        sessions,
        sessionsSince,
        sessionWaits,
        sessionDocument);
  }

  /** The condition of a type, if it is present. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** The status of each instance by its name; the first, if somebody has edited in another. */
  public Map<String, InstanceStatus> instancesByName() {
    Map<String, InstanceStatus> byName = LinkedHashMap.newLinkedHashMap(instances.size());
    instances.forEach(instance -> byName.putIfAbsent(instance.name(), instance));
    return byName;
  }

  /** The status of an instance, if it is present. */
  public Optional<InstanceStatus> instance(String name) {
    return instances.stream().filter(instance -> instance.name().equals(name)).findFirst();
  }

  /** The drift so far; none by default. */
  public DriftStatus driftOrDefault() {
    return drift == null ? DriftStatus.NONE : drift;
  }

  /** What is known of the connection; nothing by default. */
  public PathStatus pathOrDefault() {
    return path == null ? PathStatus.NONE : path;
  }

  /** The VPC, if several environments use it; nothing by default. */
  public NetworkStatus networkOrDefault() {
    return network == null ? NetworkStatus.NONE : network;
  }

  /** The facts resolved so far; none by default. */
  public FactsStatus factsOrDefault() {
    return facts == null ? FactsStatus.NONE : facts;
  }
}
