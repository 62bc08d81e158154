package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.cloud.Owner;
import io.ssmenv.state.EgressHistory;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  private final BuildInfo build =
      new BuildInfo(
          Optional.of("0.1.0"),
          Optional.of(new BuildInfo.Commit("1a2b3c4d5e6f", "2026-11-23", true)),
          "25.0.1+8");

  @Test
  void faultsOfTheOperatorAreCountedFromZero() {
    OperatorMetrics metrics = new OperatorMetrics(registry, build);
    assertThat(registry.scrape().lines()).contains("ssmenv_internal_errors_total 0.0");

    metrics.recordInternalError();
    assertThat(registry.scrape().lines()).contains("ssmenv_internal_errors_total 1.0");
  }

  @Test
  void theRunningVersionHasItsOwnMetric() {
    new OperatorMetrics(registry, build);
    assertThat(registry.scrape().lines())
        .contains(
            "ssmenv_build_info{commit=\"1a2b3c4d5e6f-dirty\",java=\"25.0.1+8\",version=\"0.1.0\"} 1");
  }

  @Test
  void openSessionsAreCounted() throws IOException {
    OperatorMetrics metrics = new OperatorMetrics(registry, build);
    EnvironmentStatus two =
        new ObjectMapper().readValue("{\"sessions\": 2}", EnvironmentStatus.class);
    Owner first = new Owner("c", "uid-1", "team-a/one");
    Owner second = new Owner("c", "uid-2", "team-a/two");
    metrics.recordStatus(first, two, EgressHistory.NONE);
    metrics.recordStatus(second, two, EgressHistory.NONE);
    assertThat(registry.scrape().lines()).contains("ssmenv_sessions 4.0");
    metrics.recordStatus(second, EnvironmentStatus.none(), EgressHistory.NONE);
    assertThat(registry.scrape().lines()).as("not known").contains("ssmenv_sessions 2.0");
    metrics.forget(first);
    assertThat(registry.scrape().lines()).contains("ssmenv_sessions 0.0");
  }

  /** A private instance that the Internet sees. */
  private static EnvironmentStatus leaking() throws IOException {
    return new ObjectMapper()
        .readValue(
            """
            {"path": {"used": {"time": "2026-01-02T03:04:05Z", "digest": "d"}},
             "instances": [{"name": "app-0", "id": "i-1", "egress": {"expected": "none",
               "observed": "203.0.113.9", "verifiedAt": "2026-01-02T04:00:00Z"}}]}
            """,
            EnvironmentStatus.class);
  }

  @Test
  void anUnexpectedEgressIsCounted() throws IOException {
    OperatorMetrics metrics = new OperatorMetrics(registry, build);
    Owner owner = new Owner("c", "uid", "team-a/one");
    metrics.recordStatus(owner, leaking(), EgressHistory.NONE);
    assertThat(registry.scrape().lines())
        .contains("ssmenv_egress_instances{result=\"unexpected\"} 1.0");
    Instant later = Instant.parse("2026-01-02T07:00:00Z");
    metrics.recordStatus(
        owner,
        leaking(),
        new EgressHistory(
            Map.of(), Map.of(), Optional.empty(), List.of(), Optional.empty(), later));
    assertThat(registry.scrape().lines())
        .as("an answer that is outdated says nothing")
        .contains(
            "ssmenv_egress_instances{result=\"unexpected\"} 0.0",
            "ssmenv_egress_instances{result=\"unknown\"} 1.0");
    metrics.forget(owner);
    assertThat(registry.scrape().lines())
        .contains("ssmenv_egress_instances{result=\"unexpected\"} 0.0");
  }
}
