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
}
