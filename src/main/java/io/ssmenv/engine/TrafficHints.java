package io.ssmenv.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a VPC of somebody else does to the traffic of an environment in which something is amiss.
 *
 * @param findings sentences without their last period
 * @param requeueAt when there may be more to find
 */
record TrafficHints(List<String> findings, Optional<Instant> requeueAt) {

  static final TrafficHints NONE = new TrafficHints(List.of(), Optional.empty());

  TrafficHints {
    findings = List.copyOf(findings);
  }
}
