package io.ssmenv.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * The reboot of an instance whose agent slept, so that another process does not repeat it.
 *
 * @param state how far it is
 * @param at since when it is so far: RFC 3339, by the clock of AWS
 * @param path a digest of the path to Systems Manager: there is one reboot for each path
 * @param silent whether the agent has not reported long after it; false once it was online; absent
 *     while it may report yet
 * @param error why AWS did not accept the last attempt
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RebootStatus(
    @JsonPropertyDescription(
            "Planned before AWS is called; Requested when AWS has accepted the call; Unknown if the"
                + " answer of AWS, or the process that made the call, was lost.")
        @Required
        State state,
    @JsonPropertyDescription("Since when the state is as it is.") @Required String at,
    @JsonPropertyDescription(
            "A digest of the connection to Systems Manager: there is one reboot for each.")
        @Required
        String path,
    @JsonPropertyDescription(
            "Whether the agent is still silent ten minutes later; false once it was online.")
        @Nullable Boolean silent,
    @JsonPropertyDescription("Why AWS did not accept the last attempt.") @Nullable String error) {

  /** How far a reboot is. */
  public enum State {
    /** It is recorded, and AWS has not accepted it. */
    @JsonProperty("Planned")
    PLANNED,

    /** AWS has accepted it. */
    @JsonProperty("Requested")
    REQUESTED,

    /** Whether AWS got the call is not known. It is not repeated. */
    @JsonProperty("Unknown")
    UNKNOWN
  }

  /** Without an error, of an agent that may report yet. */
  public RebootStatus(State state, String at, String path) {
    this(state, at, path, null, null);
  }

  /** Whether the agent is silent although it has had the time to report. */
  public boolean silentOrDefault() {
    return silent != null && silent;
  }

  /** Whether the agent was online after the reboot. */
  public boolean wasOnline() {
    return state != State.PLANNED && silent != null && !silent;
  }

  /** The same after its agent was online. */
  public RebootStatus seenOnline() {
    return new RebootStatus(state, at, path, false, error);
  }
}
