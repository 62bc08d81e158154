package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What there is. Written as a whole by the operator, and by nobody else.
 *
 * <p>The schema bounds nothing here: a status that is refused would stop a deletion.
 *
 * @param observedGeneration of the spec that the rest is about
 * @param accountId the AWS account in which the resources are, fixed before the first write
 * @param conditions at most one of each type
 * @param online how many instances answer, of how many, such as {@code 2/2}
 * @param egress all addresses that others see of the instances, with commas between them; {@code
 *     none} where there is no way to the Internet
 * @param pattern by which the instances reach Systems Manager now: that of the spec once it is
 *     applied, until then the former one
 * @param vpcId the VPC, for a printer column
 * @param reason of the condition Ready, for a printer column
 * @param instances in the order of the spec
 * @param resources what exists, by key
 * @param drift absent before AWS was first compared
 * @param plan what is being done, or would be done (Report, paused); at most {@value #PLAN_LINES}
 *     lines
 * @param facts absent before they are resolved
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(value = ListTypes.class, input = "conditions=map:type")
public record EnvironmentStatus(
    @JsonPropertyDescription("The metadata.generation of the spec that the rest is about.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The AWS account in which the resources are; fixed before the first write.")
        @Nullable String accountId,
    @JsonPropertyDescription(
            "Ready, and Reconciling or Stalled while they hold (kstatus); NetworkReady,"
                + " InstancesOnline, InSync and others.")
        List<Condition> conditions,
    @JsonPropertyDescription("How many instances answer, of how many, such as 2/2.")
        @Nullable String online,
    @JsonPropertyDescription(
            "The addresses that others see of the instances, separated by commas; none if they have"
                + " no way to the Internet.")
        @Nullable String egress,
    @JsonPropertyDescription(
            "The pattern by which the instances reach Systems Manager now; another than that of the"
                + " spec while it is being changed.")
        @Nullable Pattern pattern,
    @JsonPropertyDescription("The VPC.") @Nullable String vpcId,
    @JsonPropertyDescription("The reason of the condition Ready.") @Nullable String reason,
    @JsonPropertyDescription("The instances, in the order of the spec.")
        List<InstanceStatus> instances,
    @JsonPropertyDescription("The AWS resources that exist, by key.")
        List<ResourceStatus> resources,
    @JsonPropertyDescription("Differences between the spec and AWS that nobody asked for.")
        @Nullable DriftStatus drift,
    @JsonPropertyDescription(
            "What is being done, or would be done if drift.policy were Correct and paused false; at"
                + " most 20 lines.")
        List<String> plan,
    @JsonPropertyDescription(
            "What the spec leaves open and AWS decides, resolved once: nothing here changes unless"
                + " the spec does.")
        @Nullable FactsStatus facts) {

  /** The most lines that {@link #plan} has. */
  public static final int PLAN_LINES = 20;

  public EnvironmentStatus {
    conditions = Lists.copyOrEmpty(conditions);
    instances = Lists.copyOrEmpty(instances);
    resources = Lists.copyOrEmpty(resources);
    plan = Lists.copyOrEmpty(plan);
  }

  /** The status of an environment that was never looked at. */
  public static EnvironmentStatus none() {
    return new EnvironmentStatus(
        null, null, List.of(), null, null, null, null, null, List.of(), List.of(), null, List.of(),
        null);
  }

  /** The condition of a type, if it was ever set. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** What was known of an instance, if it was seen before. */
  public Optional<InstanceStatus> instance(String name) {
    return instances.stream().filter(instance -> instance.name().equals(name)).findFirst();
  }

  /** The drift so far; none by default. */
  public DriftStatus driftOrDefault() {
    return drift == null ? DriftStatus.NONE : drift;
  }

  /** The facts resolved so far; none by default. */
  public FactsStatus factsOrDefault() {
    return facts == null ? FactsStatus.NONE : facts;
  }
}
