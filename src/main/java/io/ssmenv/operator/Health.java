package io.ssmenv.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import java.util.Map;
import java.util.stream.Stream;

/** What the probes are told. AWS does not come into it: no restart mends that. */
record Health(Operator operator) {

  /**
   * Whether the process is worth keeping: no watch has given up. One that is interrupted tries
   * again by itself, and a process that started meanwhile would not come far.
   */
  boolean isLive() {
    return !operator.getRuntimeInfo().isStarted()
        || unhealthyWatches().allMatch(InformerHealthIndicator::isRunning);
  }

  /** Whether it sees the API server. A replica that stands by does, too, ready to take over. */
  boolean isReady() {
    return operator.getRuntimeInfo().isStarted()
        && operator.getRuntimeInfo().allEventSourcesAreHealthy();
  }

  private Stream<InformerHealthIndicator> unhealthyWatches() {
    return operator
        .getRuntimeInfo()
        .unhealthyInformerWrappingEventSourceHealthIndicator()
        .values()
        .stream()
        .map(Map::values)
        .flatMap(sources ->
            sources.stream()
                .map(source -> (InformerWrappingEventSourceHealthIndicator<?>) source)
                .flatMap(source -> source.informerHealthIndicators().values().stream()));
  }
}
