package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.build.BuildInfo;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorMetricsTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void theRunningVersionHasItsOwnMetric() {
    new OperatorMetrics(
        registry,
        new BuildInfo(
            Optional.of("0.1.0"),
            Optional.of(new BuildInfo.Commit("1a2b3c4d5e6f", "2026-11-23", true)),
            "25.0.1+8"));
    assertThat(registry.scrape().lines())
        .contains(
            "ssmenv_build_info{commit=\"1a2b3c4d5e6f-dirty\",java=\"25.0.1+8\",version=\"0.1.0\"} 1");
  }
}
