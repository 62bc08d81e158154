package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.NetworkView.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The credentials of an agent, which it gets from the metadata service of its instance. It keeps
 * those that it has until they expire, and a boot forgets them. Nobody gets new ones while the
 * metadata service is disabled [D].
 *
 * @param until when they expire; empty if it has none
 */
record AgentCredentials(Optional<Instant> until) {

  static final AgentCredentials NONE = new AgentCredentials(Optional.empty());

  /** Observed by others, who have seen about six hours and a half [C] (JuliaCloud/AWS.jl#57). */
  static final Duration LAST = Duration.ofHours(6);

  /** New credentials are available at least five minutes before the old ones expire [D]. */
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(5);

  /** Returns the credentials with which the agent makes a call at a time. */
  AgentCredentials at(Instant now, Instance instance) {
    boolean fresh = until.filter(now.plus(RENEWED_BEFORE)::isBefore).isPresent();
    return fresh || !instance.metadata() ? this : new AgentCredentials(Optional.of(now.plus(LAST)));
  }

  /** Returns why the agent cannot sign a call at a time, if it cannot. */
  Optional<String> problem(Instant now, Instance instance) {
    return until.filter(now::isBefore).isPresent()
        ? Optional.empty()
        : Optional.of(
            "the metadata service of %s is disabled, so its agent has no credentials"
                .formatted(instance.id()));
  }
}
