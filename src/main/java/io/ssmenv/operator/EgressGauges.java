package io.ssmenv.operator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.state.EgressHistory;
import io.ssmenv.state.ExpectedEgress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Shows how many instances have answered to the question for their egress, and what. */
final class EgressGauges {

  private enum Result {
    EXPECTED,
    UNEXPECTED,
    UNKNOWN
  }

  private final Map<String, List<Result>> results = new ConcurrentHashMap<>();

  EgressGauges(MeterRegistry registry) {
    for (Result result : Result.values()) {
      Gauge.builder("ssmenv.egress.instances", results, all -> count(all, result))
          .description("Instances by the answer to the question which address the Internet sees")
          .tag("result", result.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private static double count(Map<String, List<Result>> all, Result result) {
    return all.values().stream().flatMap(List::stream).filter(result::equals).count();
  }

  /**
   * @param history in which the answers have an age
   */
  void record(Owner owner, EnvironmentStatus status, EgressHistory history) {
    results.put(
        owner.uid(),
        status.instances().stream()
            .map(InstanceStatus::egress)
            .filter(Objects::nonNull)
            .map(egress -> result(egress, status, history))
            .toList());
  }

  private static Result result(
      EgressStatus egress, EnvironmentStatus status, EgressHistory history) {
    String expected = egress.expected();
    String observed = egress.observed();
    if (expected == null
        || observed == null
        || !history.isCurrent(egress, status.pathOrDefault())) {
      return Result.UNKNOWN;
    }
    return ExpectedEgress.matches(expected, observed) ? Result.EXPECTED : Result.UNEXPECTED;
  }

  void forget(Owner owner) {
    results.remove(owner.uid());
  }
}
