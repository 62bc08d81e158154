package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The status of one instance.
 *
 * @param name such as {@code app-0}
 * @param id the EC2 instance; absent before it is launched
 * @param state the EC2 state, such as {@code running}
 * @param privateIp the private address of its network interface
 * @param egressIp the public address of its outbound traffic; absent without Internet access
 * @param pingStatus Systems Manager's {@code Online}, {@code ConnectionLost}, …; {@code Unknown} if
 *     it cannot be asked
 * @param lastPing RFC 3339; refreshed when the ping status changes, or hourly
 * @param agentVersion the SSM agent's
 * @param egress what it has answered; absent unless the egress is verified
 * @param stoppedAt the kind and the id of the first hop that stops its agent on the way to Systems
 *     Manager; absent if it is online, or if none is known
 * @param health absent as long as nothing is known to be amiss
 * @param reboot absent unless the operator reboots the instance, or has done so on its present path
 * @param launches absent as long as no launch failed and nothing is replaced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceStatus(
    @JsonPropertyDescription("The name of its group and a number, such as app-0.") @Required
        String name,
    @JsonPropertyDescription("The id of the EC2 instance; absent before the launch.")
        @Nullable String id,
    @JsonPropertyDescription("The EC2 state, such as running.") @Nullable String state,
    @JsonPropertyDescription("The private address in the VPC.") @Nullable String privateIp,
    @JsonPropertyDescription(
            "The public address of its outbound traffic; absent without Internet access.")
        @Nullable String egressIp,
    @JsonPropertyDescription(
            "Online, ConnectionLost or Inactive, from Systems Manager; NotRegistered before the first"
                + " report of the agent; Unknown if Systems Manager cannot be read.")
        @Nullable String pingStatus,
    @JsonPropertyDescription(
            "The last report of the agent; updated when the ping status changes, or hourly.")
        @Nullable String lastPing,
    @JsonPropertyDescription("The version of the SSM agent.") @Nullable String agentVersion,
    @JsonPropertyDescription(
            "The address that the Internet sees, as the instance has found it; absent unless"
                + " spec.verification.egress is true.")
        @Nullable EgressStatus egress,
    @JsonPropertyDescription(
            "Where the agent is stopped on its way to Systems Manager, such as route rtb-1; absent if"
                + " it is online, or if that is not known.")
        @Nullable String stoppedAt,
    @JsonPropertyDescription(
            "What EC2 says is amiss with the instance itself; absent if nothing is known to be.")
        @Nullable InstanceHealthStatus health,
    @JsonPropertyDescription(
            "The reboot that spec.instances[].rebootWhenUnreachable allows; absent if there was none on"
                + " the present connection.")
        @Nullable RebootStatus reboot,
    @JsonPropertyDescription(
            "Launches that failed before the instance was online; absent if there are none and the"
                + " instance is not being replaced.")
        @Nullable Launches launches) {

  /**
   * Launches of this instance that failed before it was online.
   *
   * @param failed how many in a row
   * @param retryAt RFC 3339; not launched again before
   * @param reason the state reason that AWS gave
   * @param inputs a digest of what was launched: launches of something else start again at zero
   * @param replaced the id of an instance that the operator itself is replacing, until the next one
   *     is online: its end is no failed launch
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Launches(
      @JsonPropertyDescription(
              "The number of launches in a row that failed before the instance was online.")
          int failed,
      @JsonPropertyDescription("The earliest time of the next launch.") @Nullable String retryAt,
      @JsonPropertyDescription("The reason of the last failure, from AWS.") @Nullable String reason,
      @JsonPropertyDescription(
              "A digest of what was launched. After a change of the spec, the count starts again.")
          @Nullable String inputs,
      @JsonPropertyDescription(
              "The id of the instance that the operator is replacing, until the next one is online.")
          @Nullable String replaced) {}
}
