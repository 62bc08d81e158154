package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Times whole reconciles, of environments in the simulated AWS. They are asked for between two
 * steps of the scenario, so that AWS answers nothing in between. It asserts nothing: {@code
 * src/test/benchmarks/run plan} prints the numbers.
 */
class ReconcileBenchmark {

  private final BenchmarkTimes times = new BenchmarkTimes();

  @Test
  void time() throws IOException {
    for (String pattern : BenchmarkTimes.patterns("NatGateway")) {
      for (int instances : BenchmarkTimes.sizes("1,10,100")) {
        time(pattern, instances);
      }
    }
    times.write("reconcile.json");
  }

  private void time(String pattern, int instances) {
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(7).withQuotas(Quotas.UNLIMITED))) {
      Owner owner = scenario.harness.apply("app", BenchmarkTimes.spec(pattern, instances));
      scenario.awaitPolls(2);
      times.add(pattern, instances, "reconcile: create", scenario.harness.reconcile(owner));
      scenario.awaitSettled(owner);
      scenario.advance(Duration.ofMinutes(10));
      times.add(pattern, instances, "reconcile: nothing to do", scenario.harness.reconcile(owner));
      scenario.harness.delete(owner);
      times.add(pattern, instances, "reconcile: delete", scenario.harness.reconcile(owner));
    }
  }
}
