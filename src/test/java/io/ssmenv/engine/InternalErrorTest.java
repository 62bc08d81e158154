package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.testing.CapturedLog;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of the operator itself are reported as such and do not affect anything else. */
class InternalErrorTest {

  private static final String FAULT_MESSAGE =
      ": this is a fault of the operator, not of AWS or the spec; its log has the stack trace";
  private static final String ADVICE = ". Report it; the operator retries automatically";
  private static final String IMAGE =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64";

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(new NullPointerException("planted")), fault(new StackOverflowError("planted")));
  }

  private static Arguments fault(RuntimeException fault) {
    return Arguments.of(
        fault.getClass().getSimpleName(),
        (Runnable)
            () -> {
              throw fault;
            });
  }

  private static Arguments fault(Error fault) {
    return Arguments.of(
        fault.getClass().getSimpleName(),
        (Runnable)
            () -> {
              throw fault;
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultInAStepIsReportedLoggedOnceAndRetriedWithBackoff(String name, Runnable fault) {
    try (EngineScenario scenario = EngineScenario.open(71);
        CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      Owner faulty = owner("faulty");
      scenario.faults.inCreate(faulty, Vpc.class, fault);
      scenario.harness.apply("faulty", EngineScenario.spec("ElasticIp"));
      Owner other = scenario.harness.apply("other", EngineScenario.spec("ElasticIp"));

      scenario.awaitReady(other);
      scenario.eventually(() -> assertThat(scenario.faults.times()).hasSizeGreaterThan(5));

      assertThat(scenario.harness.describeCondition(faulty, "Stalled"))
          .isEqualTo("TRUE InternalError: vpc: CreateVpc: " + name + FAULT_MESSAGE + ADVICE);
      assertThat(scenario.harness.describeCondition(faulty, "Ready")).startsWith("FALSE");
      assertPausesDouble(scenario);
      assertThat(scenario.harness.internalErrors()).isEqualTo(scenario.faults.times().size());
      assertThat(log.messages()).containsExactly("lab/faulty: CreateVpc for vpc" + FAULT_MESSAGE);
      assertThat(log.stackTraces()).hasSize(1);

      scenario.faults.clear();
      scenario.awaitReady(faulty);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultInAListingDoesNotAffectOtherListingsAndIsRetriedWithBackoff(
      String name, Runnable fault) {
    try (EngineScenario scenario = EngineScenario.open(72);
        CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      scenario.faults.inListing("DescribeNatGateways", fault);
      Owner waiting = scenario.harness.apply("waiting", EngineScenario.spec("NatGateway"));
      Owner other = scenario.harness.apply("other", EngineScenario.spec("ElasticIp"));

      scenario.eventually(() -> {
        assertThat(scenario.harness.isTrue(other, "InstancesOnline"))
            .as(scenario.describe(other))
            .isTrue();
        assertThat(scenario.faults.times()).hasSizeGreaterThan(4);
      });

      assertThat(scenario.harness.describeCondition(waiting, "AWSReachable"))
          .startsWith("FALSE InternalError: ")
          .endsWith("DescribeNatGateways: " + name + FAULT_MESSAGE);
      assertThat(scenario.aws.resources())
          .noneMatch(resource -> resource.type().equals("natgateway"));
      assertPausesDouble(scenario);
      assertThat(log.messages()).containsExactly("eu-west-1: DescribeNatGateways" + FAULT_MESSAGE);

      scenario.faults.clear();
      scenario.awaitReady(waiting, other);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aFaultInAFactLookupIsReportedLoggedOnceAndRetriedWithBackoff(String name, Runnable fault) {
    try (EngineScenario scenario = EngineScenario.open(73);
        CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      scenario.faults.inImage(IMAGE, fault);
      Owner faulty =
          scenario.harness.apply(
              "faulty",
              EngineScenario.spec("ElasticIp")
                  .replace("{name: app}", "{name: app, image: {parameter: " + IMAGE + "}}"));
      Owner other = scenario.harness.apply("other", EngineScenario.spec("ElasticIp"));

      scenario.awaitReady(other);
      scenario.eventually(() -> assertThat(scenario.faults.times()).hasSizeGreaterThan(4));

      assertThat(scenario.harness.describeCondition(faulty, "Stalled"))
          .isEqualTo(
              "TRUE InternalError: the image "
                  + IMAGE
                  + ": GetParameter: "
                  + name
                  + FAULT_MESSAGE
                  + ADVICE);
      assertPausesDouble(scenario);
      assertThat(log.messages()).containsExactly("lab/faulty: the image " + IMAGE + FAULT_MESSAGE);

      scenario.faults.clear();
      scenario.awaitReady(faulty);
    }
  }

  private static Owner owner(String name) {
    return new Owner(EngineHarness.CLUSTER, "uid-" + name, "lab/" + name);
  }

  /** Each pause is twice the previous one, and the retry follows with the next poll. */
  private static void assertPausesDouble(EngineScenario scenario) {
    List<Instant> times = scenario.faults.times();
    Duration pause = Duration.ofSeconds(5);
    for (int each = 1; each < times.size(); each++) {
      assertThat(Duration.between(times.get(each - 1), times.get(each)))
          .as("after %s faults", each)
          .isBetween(pause, pause.plus(Timing.POLL_INTERVAL));
      pause = pause.multipliedBy(2);
    }
  }
}
