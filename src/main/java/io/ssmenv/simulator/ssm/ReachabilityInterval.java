package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Reachability;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of new connections of an instance to Systems Manager, from one moment until the next
 * that is known.
 *
 * @param since from when, in simulated time
 * @param path where they get to, or end; nothing if the instance does not run
 */
public record ReachabilityInterval(Instant since, Optional<Reachability> path) {}
