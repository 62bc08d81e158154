package io.ssmenv.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** The results of the probes. They do not depend on AWS: a restart does not fix an AWS outage. */
record Health(Operator operator) {

  /**
   * Whether the process is alive: no watch has stopped for good. An interrupted watch reconnects by
   * itself, and a new process could not start while the API server is down.
   */
  boolean isLive() {
    return !operator.getRuntimeInfo().isStarted()
        || unhealthyInformers().allMatch(InformerHealthIndicator::isRunning);
  }

  boolean isStarted() {
    return operator.getRuntimeInfo().isStarted();
  }

  /** Whether the operator can read from the API server. */
  boolean isWatching() {
    return operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  private Stream<InformerHealthIndicator> unhealthyInformers() {
    return operator
        .getRuntimeInfo()
        .unhealthyInformerWrappingEventSourceHealthIndicator()
        .values()
        .stream()
        .map(Map::values)
        .flatMap(Collection::stream)
        .flatMap(Health::watches);
  }

  private static Stream<InformerHealthIndicator> watches(
      InformerWrappingEventSourceHealthIndicator<?> source) {
    return source.informerHealthIndicators().values().stream();
  }
}
