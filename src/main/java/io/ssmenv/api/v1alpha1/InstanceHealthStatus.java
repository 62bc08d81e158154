package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What EC2 says is amiss with an instance.
 *
 * @param impairedChecks {@code system} and {@code instance}; read only while its agent is silent
 * @param scheduledEvents what AWS will do to it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InstanceHealthStatus(
    @JsonPropertyDescription(
            "The status checks that are impaired, system or instance; read only while the agent is"
                + " silent.")
        @Nullable List<String> impairedChecks,
    @JsonPropertyDescription("What AWS has scheduled for the instance, the earliest first.")
        @Nullable List<ScheduledEvent> scheduledEvents) {

  public InstanceHealthStatus {
    impairedChecks = impairedChecks == null ? null : List.copyOf(impairedChecks);
    scheduledEvents = scheduledEvents == null ? null : List.copyOf(scheduledEvents);
  }

  /** The names of the checks; none if nothing is known of them. */
  public List<String> impairedChecksOrEmpty() {
    return impairedChecks == null ? List.of() : impairedChecks;
  }

  /** The events; none if nothing is known of them. */
  public List<ScheduledEvent> scheduledEventsOrEmpty() {
    return scheduledEvents == null ? List.of() : scheduledEvents;
  }

  /**
   * A scheduled event.
   *
   * @param code such as {@code instance-retirement}
   * @param notBefore RFC 3339; the earliest time
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ScheduledEvent(
      @JsonPropertyDescription("What will happen, such as instance-retirement or system-reboot.")
          @Required
          String code,
      @JsonPropertyDescription("The earliest time at which it happens.") @Required
          String notBefore) {}
}
