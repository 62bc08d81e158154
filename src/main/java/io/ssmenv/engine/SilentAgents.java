package io.ssmenv.engine;

import io.ssmenv.cloud.Timing;
import io.ssmenv.state.StatusText;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Pings;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Agents of running instances that have not reported for too long. */
final class SilentAgents {

  private SilentAgents() {}

  /** When the first agent has been silent for too long; empty if all are online. */
  static Optional<Instant> amissAt(Observation observed) {
    return amiss(observed).min(Instant::compareTo);
  }

  /**
   * For how long the last one of the agents that are silent now has been so for too long; empty if
   * none is. What was read before cannot explain it.
   *
   * @param awsTime now, by the clock of AWS
   */
  static Optional<Duration> amissFor(Observation observed, Instant awsTime) {
    return amiss(observed)
        .filter(at -> !at.isAfter(awsTime))
        .max(Instant::compareTo)
        .map(at -> Duration.between(at, awsTime));
  }

  /** The running instances whose agents are not online; all, if nothing is known of agents. */
  static Stream<Observed> instances(Observation observed) {
    return running(observed)
        .filter(one -> observed.pings().of(one.id()).filter(Ping::online).isEmpty());
  }

  /** The running instances. */
  static Stream<Observed> running(Observation observed) {
    return observed.present().values().stream()
        .filter(one ->
            one.is(State.READY)
                && one.resource() instanceof Instance instance
                && instance.running());
  }

  private static Stream<Instant> amiss(Observation observed) {
    return observed.pings() instanceof Pings.Known pings
        ? instances(observed)
            .flatMap(one -> lastHeard(one, pings).stream())
            .map(time -> time.plus(Timing.AGENT_SILENCE))
        : Stream.empty();
  }

  private static Optional<Instant> lastHeard(Observed instance, Pings pings) {
    return Stream.concat(
            instance.detail(Observed.LAUNCHED_AT).flatMap(StatusText::parseTime).stream(),
            pings.of(instance.id()).flatMap(Ping::lastPing).stream())
        .max(Instant::compareTo);
  }
}
