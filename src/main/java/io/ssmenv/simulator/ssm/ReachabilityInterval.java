package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability;
import java.time.Instant;
import java.util.Optional;

/**
 * The reachability of Systems Manager for new connections of an instance, until the next interval.
 *
 * @param since its start in simulated time
 * @param path the path, or where it is broken; empty if the instance does not run
 */
public record ReachabilityInterval(Instant since, Optional<Reachability> path) {}
