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

/** Faults of the operator itself: each is told as one, and keeps nothing else from going on. */
class InternalErrorTest {

  private static final String TOLD =
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
  void ofAStepIsToldLoggedOnceAndRetriedAfterGrowingPauses(String name, Runnable fault) {
    try (EngineScenario stage = EngineScenario.open(71);
        CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      Owner faulty = owner("faulty");
      stage.faults.inCreate(faulty, Vpc.class, fault);
      stage.harness.apply("faulty", EngineScenario.spec("ElasticIp"));
      Owner other = stage.harness.apply("other", EngineScenario.spec("ElasticIp"));

      stage.awaitReady(other);
      stage.eventually(() -> assertThat(stage.faults.times()).hasSizeGreaterThan(5));

      assertThat(stage.harness.say(faulty, "Stalled"))
          .isEqualTo("TRUE InternalError: vpc: CreateVpc: " + name + TOLD + ADVICE);
      assertThat(stage.harness.say(faulty, "Ready")).startsWith("FALSE");
      assertPausesGrow(stage);
      assertThat(stage.harness.internalErrors()).isEqualTo(stage.faults.times().size());
      assertThat(log.messages()).containsExactly("lab/faulty: CreateVpc for vpc" + TOLD);
      assertThat(log.stackTraces()).hasSize(1);

      stage.faults.mendAll();
      stage.awaitReady(faulty);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void ofAListingLeavesTheOthersToBeReadAndIsRetriedAfterGrowingPauses(
      String name, Runnable fault) {
    try (EngineScenario stage = EngineScenario.open(72);
        CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      stage.faults.inListing("DescribeNatGateways", fault);
      Owner waiting = stage.harness.apply("waiting", EngineScenario.spec("NatGateway"));
      Owner other = stage.harness.apply("other", EngineScenario.spec("ElasticIp"));

      stage.eventually(() -> {
        assertThat(stage.harness.is(other, "InstancesOnline")).as(stage.describe(other)).isTrue();
        assertThat(stage.faults.times()).hasSizeGreaterThan(4);
      });

      assertThat(stage.harness.say(waiting, "AWSReachable"))
          .endsWith("DescribeNatGateways: " + name + TOLD);
      assertThat(stage.aws.holdings()).noneMatch(one -> one.type().equals("natgateway"));
      assertPausesGrow(stage);
      assertThat(log.messages()).containsExactly("eu-west-1: DescribeNatGateways" + TOLD);

      stage.faults.mendAll();
      stage.awaitReady(waiting, other);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void ofAFactIsToldLoggedOnceAndRetriedAfterGrowingPauses(String name, Runnable fault) {
    try (EngineScenario stage = EngineScenario.open(73);
        CapturedLog log = CapturedLog.of(InternalErrors.class)) {
      stage.faults.inImage(IMAGE, fault);
      Owner faulty =
          stage.harness.apply(
              "faulty",
              EngineScenario.spec("ElasticIp")
                  .replace("{name: app}", "{name: app, image: {parameter: " + IMAGE + "}}"));
      Owner other = stage.harness.apply("other", EngineScenario.spec("ElasticIp"));

      stage.awaitReady(other);
      stage.eventually(() -> assertThat(stage.faults.times()).hasSizeGreaterThan(4));

      assertThat(stage.harness.say(faulty, "Stalled"))
          .isEqualTo(
              "TRUE InternalError: the image " + IMAGE + ": ssmenv: " + name + TOLD + ADVICE);
      assertPausesGrow(stage);
      assertThat(log.messages()).containsExactly("lab/faulty: the image " + IMAGE + TOLD);

      stage.faults.mendAll();
      stage.awaitReady(faulty);
    }
  }

  private static Owner owner(String name) {
    return new Owner(EngineHarness.CLUSTER, "uid-" + name, "lab/" + name);
  }

  /** Each pause is twice as long, and the retry follows it when AWS is read for the next time. */
  private static void assertPausesGrow(EngineScenario stage) {
    List<Instant> times = stage.faults.times();
    Duration pause = Duration.ofSeconds(5);
    for (int each = 1; each < times.size(); each++) {
      assertThat(Duration.between(times.get(each - 1), times.get(each)))
          .as("after %s faults", each)
          .isBetween(pause, pause.plus(Timing.POLL_INTERVAL));
      pause = pause.multipliedBy(2);
    }
  }
}
