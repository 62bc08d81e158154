package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.FaultTarget;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * After a restart, an instance that is not listed, or whose image is being looked up, cannot be
 * planned. It counts all the same.
 */
@Execution(ExecutionMode.CONCURRENT)
class UnknownInstancesTest {

  private static final String OTHER_IMAGE =
      "image: {parameter: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64}";

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFormerPathStaysWhileTheInstancesCannotBeListed(boolean lookupFails) {
    try (EngineScenario scenario = EngineScenario.open(65)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      long mark = scenario.mark();
      scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.runUntil(() -> !scenario.calls(mark, "ReplaceRoute").isEmpty());
      scenario.harness.kill();
      String unlisted = scenario.aws.faults().outage(FaultTarget.forAction("DescribeInstances"));
      Optional<String> lookup = lookupFails ? Optional.of(failLookups(scenario)) : Optional.empty();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.calls(mark, "DisassociateAddress")).isEmpty();
      assertThat(scenario.calls(mark, "ReleaseAddress")).isEmpty();

      scenario.aws.faults().clear(unlisted);
      lookup.ifPresent(scenario.aws.faults()::clear);
      scenario.awaitSettled(owner);
      assertThat(scenario.calls(mark, "ReleaseAddress")).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatWasTakenDownHoldsBackTheNextWhileItsImageIsUnknown(boolean lookupFails) {
    try (EngineScenario scenario = EngineScenario.open(64)) {
      Owner owner = scenario.harness.apply("one", groups("t3.micro", "t3.micro"));
      scenario.awaitReady(owner);
      String fault = scenario.aws.faults().noCapacity(Optional.of("t3.small"), Optional.empty());
      long mark = scenario.mark();
      scenario.harness.apply("one", groups("t3.small", "t3.medium"));
      scenario.runUntil(() -> !terminated(scenario, mark).isEmpty());
      scenario.advance(Duration.ofMinutes(2));
      assertThat(terminated(scenario, mark)).as("before the restart").hasSize(1);
      scenario.harness.kill();
      Optional<String> lookup = lookupFails ? Optional.of(failLookups(scenario)) : Optional.empty();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(20));
      assertThat(terminated(scenario, mark)).as("after the restart").hasSize(1);

      scenario.aws.faults().clear(fault);
      lookup.ifPresent(scenario.aws.faults()::clear);
      scenario.awaitSettled(owner);
    }
  }

  private static String failLookups(EngineScenario scenario) {
    return scenario.aws.faults().outage(FaultTarget.forAction("GetParameter"));
  }

  private static Set<String> terminated(EngineScenario scenario, long mark) {
    return scenario.calls(mark, "TerminateInstances").stream()
        .map(CallRecord::subject)
        .collect(Collectors.toSet());
  }

  private static String groups(String app, String web) {
    return EngineScenario.spec("NatGateway")
        .replace(
            "{name: app}",
            "{name: app, type: %s, %s}, {name: web, type: %s}".formatted(app, OTHER_IMAGE, web));
  }
}
