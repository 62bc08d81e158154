package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * One instance as AWS tells of it.
 *
 * @param name such as {@code app-0}
 * @param id the EC2 instance; absent before it is launched
 * @param state EC2's, such as {@code running}
 * @param privateIp of its network interface
 * @param egressIp the address that others see; absent where there is no way to the Internet
 * @param pingStatus Systems Manager's {@code Online}, {@code ConnectionLost}, …; {@code Unknown} if
 *     it cannot be asked
 * @param lastPing RFC 3339; refreshed when the ping status changes, or hourly
 * @param agentVersion the SSM agent's
 * @param launches absent as long as no launch failed and nothing is replaced
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceStatus(
    @JsonPropertyDescription("Its group's name and a number, such as app-0.") @Required String name,
    @JsonPropertyDescription("The EC2 instance; absent before it is launched.") @Nullable String id,
    @JsonPropertyDescription("EC2's word, such as running.") @Nullable String state,
    @JsonPropertyDescription("The address in the VPC.") @Nullable String privateIp,
    @JsonPropertyDescription(
            "The address that others see; absent where there is no way to the Internet.")
        @Nullable String egressIp,
    @JsonPropertyDescription(
            "Online, ConnectionLost or Inactive as Systems Manager says; NotRegistered before the"
                + " agent reported; Unknown if Systems Manager cannot be asked.")
        @Nullable String pingStatus,
    @JsonPropertyDescription(
            "The agent's last report; refreshed when the ping status changes, or hourly.")
        @Nullable String lastPing,
    @JsonPropertyDescription("The version of the SSM agent.") @Nullable String agentVersion,
    @JsonPropertyDescription(
            "Launches that died before they were ever online; absent if there were none and nothing"
                + " is being replaced.")
        @Nullable Launches launches) {

  /**
   * Launches of this instance that died before they were ever online.
   *
   * @param failed how many in a row
   * @param retryAt RFC 3339; not launched again before
   * @param reason the state reason that AWS gave
   * @param replaced the id of an instance that the operator itself is replacing: its end is no
   *     failed launch
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Launches(
      @JsonPropertyDescription("How many launches in a row died before they were ever online.")
          int failed,
      @JsonPropertyDescription("It is not launched again before.") @Nullable String retryAt,
      @JsonPropertyDescription("The reason that AWS gave.") @Nullable String reason,
      @JsonPropertyDescription("The instance that the operator itself is replacing.")
          @Nullable String replaced) {}
}
