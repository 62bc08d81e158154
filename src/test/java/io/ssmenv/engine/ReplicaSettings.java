package io.ssmenv.engine;

import io.ssmenv.desired.SpecDefaults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The settings of the operator's processes. Those of a running one do not change but its key and
 * its clock.
 */
final class ReplicaSettings {

  /** Asked each time that the engine resolves its credentials. */
  volatile Supplier<String> accessKey = () -> EngineScenario.ENGINE_KEY;

  /** As with {@code --cluster-id}, of processes that are started from now on. */
  String cluster = EngineHarness.CLUSTER;

  /** As with {@code --account-id}, of processes that are started from now on. */
  Optional<String> accountId = Optional.empty();

  /** As with {@code --region}, of processes that are started from now on. */
  Set<String> allowedRegions = Set.of();

  /** As with {@code --adopt-from-any-namespace}. */
  volatile boolean adoptFromAnyNamespace;

  /** How far the clock of the operator's machine is ahead of that of AWS. */
  volatile Duration clockOffset = Duration.ZERO;

  /** Returns the monotonic clock of a process that starts now. */
  InstantSource monotonic(InstantSource time) {
    Duration offset = clockOffset;
    return () -> time.instant().plus(offset);
  }

  /** The defaults of the version, of processes that are started from now on. */
  List<SpecDefaults> defaults = SpecDefaults.PUBLISHED;
}
