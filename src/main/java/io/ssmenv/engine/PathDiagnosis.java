package io.ssmenv.engine;

import io.ssmenv.diagnosis.Hop;
import io.ssmenv.state.KnownHealth;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why agents are silent.
 *
 * @param hops where each of them is stopped, or may be, by the name of its instance
 * @param health of the instances, as far as it was read
 * @param requeueAt when there may be more to find
 */
record PathDiagnosis(Map<String, List<Hop>> hops, KnownHealth health, Optional<Instant> requeueAt) {

  static final PathDiagnosis NONE = new PathDiagnosis(Map.of(), KnownHealth.NONE, Optional.empty());

  PathDiagnosis {
    hops = ImmutableCopy.of(hops);
  }
}
