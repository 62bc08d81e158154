package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.state.KnownHealth;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why agents are silent.
 *
 * @param hops where each of them is stopped, or may be, by the name of its instance
 * @param asleep the names of the instances whose agents only sleep
 * @param health of the instances, as far as it was read
 * @param reboots because agents sleep, by the name of the instance
 * @param requeueAt when there may be more to find
 */
record PathDiagnosis(
    Map<String, List<Hop>> hops,
    Set<String> asleep,
    KnownHealth health,
    Map<String, RebootStatus> reboots,
    Optional<Instant> requeueAt) {

  static final PathDiagnosis NONE =
      new PathDiagnosis(Map.of(), Set.of(), KnownHealth.NONE, Map.of(), Optional.empty());

  PathDiagnosis {
    hops = ImmutableCopy.of(hops);
    asleep = ImmutableCopy.of(asleep);
    reboots = ImmutableCopy.of(reboots);
  }

  /** The same with the reboots, about which there may be more to decide at a time. */
  PathDiagnosis with(Map<String, RebootStatus> decided, Optional<Instant> next) {
    return new PathDiagnosis(
        hops,
        asleep,
        health,
        decided,
        Stream.concat(requeueAt.stream(), next.stream()).min(Instant::compareTo));
  }
}
