package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.api.v1alpha1.FactsStatus.ImageFact;
import io.ssmenv.api.v1alpha1.Image;
import io.ssmenv.api.v1alpha1.InstanceHealthStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.api.v1alpha1.RebootStatus;
import io.ssmenv.api.v1alpha1.RejectedZone;
import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.PublicImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status is not trusted: what it says counts only where AWS or the spec confirms it. */
@Execution(ExecutionMode.CONCURRENT)
class HostileStatusTest {

  private static final int THOUSANDS = 3000;
  private static final String HUGE = "x".repeat(5_000);

  /** Another image of Amazon, which exists and could be launched. */
  private static final String OTHER_IMAGE = PublicImages.of("eu-west-1").getFirst().id();

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void aHostileStatusChangesNothingInAws(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(41)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.awaitReady(owner);
      scenario.harness.kill();
      scenario.harness.editStatus(owner, HostileStatusTest::hostile);
      long mark = scenario.mark();
      scenario.harness.restart();

      scenario.awaitPolls(10);
      scenario.awaitReady(owner);
      assertThat(scenario.writes(mark)).isEmpty();
      scenario.eventually(
          () -> assertThat(scenario.harness.status(owner).toString().contains(HUGE)).isFalse());

      scenario.harness.editStatus(owner, HostileStatusTest::hostile);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aNewEnvironmentWithAHostileStatusIsBuiltFromWhatAwsSays() {
    try (EngineScenario scenario = EngineScenario.open(42)) {
      scenario.harness.kill();
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.harness.editStatus(owner, HostileStatusTest::hostile);
      scenario.harness.restart();
      scenario.awaitReady(owner);

      FactsStatus facts = scenario.harness.status(owner).factsOrDefault();
      assertThat(facts.zones()).containsExactly("eu-west-1a");
      assertThat(facts.endpointServices()).containsExactly("ec2messages");
      assertThat(facts.s3PrefixListId()).isNotEqualTo("pl-0badbadbadbadbad0").startsWith("pl-");
      assertThat(scenario.otherClient.ec2().describeInstances().reservations())
          .flatExtracting(reservation -> reservation.instances())
          .extracting(instance -> instance.imageId())
          .doesNotContain(OTHER_IMAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "999988887777"})
  void anAccountThatTheVpcContradictsDoesNotCount(String account) {
    try (EngineScenario scenario = EngineScenario.open(44)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      String real = scenario.harness.status(owner).accountId();
      scenario.harness.kill();
      scenario.harness.editStatus(owner, status -> StatusEdit.withAccount(status, account));
      long mark = scenario.mark();
      scenario.harness.restart();

      scenario.awaitPolls(5);
      scenario.awaitReady(owner);
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.status(owner).accountId()).isEqualTo(real);

      scenario.harness.editStatus(owner, status -> StatusEdit.withAccount(status, account));
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void thousandsOfUnknownIdsCauseFewCallsInEachPass() {
    try (EngineScenario scenario = EngineScenario.open(43)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.harness.kill();
      scenario.harness.editStatus(owner, HostileStatusTest::hostile);
      long mark = scenario.mark();
      scenario.harness.restart();
      scenario.awaitPolls(4);

      int passes = scenario.calls(mark, "DescribeInstanceInformation").size();
      List<CallRecord> reads =
          scenario.aws.callLog().calls().stream()
              .skip(mark)
              .filter(call -> call.accessKeyId().startsWith(EngineScenario.ENGINE_KEY))
              .toList();
      assertThat(reads).as("%s passes", passes).hasSizeLessThan(200 * (passes + 1));
    }
  }

  private static EnvironmentStatus hostile(EnvironmentStatus status) {
    List<ResourceStatus> resources = new ArrayList<>(status.resources());
    resources.add(new ResourceStatus("", "vpc-1", null));
    resources.add(new ResourceStatus("  ", "  ", HUGE));
    resources.add(new ResourceStatus("subnet/workload-b", "", null));
    resources.add(new ResourceStatus("subnet/workload-z", "subnet-0badbadbadbadbad0", null));
    resources.add(new ResourceStatus("subnet/workload-c", "not an id", null));
    resources.add(new ResourceStatus("natgateway/" + HUGE, "nat-0badbadbadbadbad0", HUGE));
    resources.add(new ResourceStatus("natgateway/c", HUGE, HUGE));
    resources.add(new ResourceStatus("nonsense/of/all/kinds", "x-1", null));
    resources.add(new ResourceStatus("role", "Administrator", null));
    resources.add(new ResourceStatus("instanceprofile", "Administrator", null));
    for (int number = 0; number < THOUSANDS; number++) {
      String digits = "%017x".formatted(0xbad_0000_0000L + number);
      resources.add(new ResourceStatus("instance/app-" + number, "i-" + digits, null));
      resources.add(new ResourceStatus("address/g" + number + "-0", "eipalloc-" + digits, null));
      resources.add(new ResourceStatus("vpcendpoint/s" + number, "vpce-" + digits, null));
    }
    List<InstanceStatus> instances = new ArrayList<>();
    for (InstanceStatus instance : status.instances()) {
      instances.add(instance(instance.name(), Objects.requireNonNull(instance.id()), -7));
    }
    instances.add(instance("", "i-0badbadbadbadbad0", Integer.MIN_VALUE));
    instances.add(instance("app-0", "i-0badbadbadbadbad0", Integer.MAX_VALUE));
    instances.add(instance("app-1", HUGE, 1));
    return StatusEdit.withInstances(
        StatusEdit.withFacts(StatusEdit.withResources(status, resources), facts()), instances);
  }

  private static FactsStatus facts() {
    String parameter = Objects.requireNonNull(Image.DEFAULT.parameter());
    return new FactsStatus(
        List.of("us-east-1a", "", "us-east-1a", HUGE, "eu-west-1b"),
        List.of(
            new ImageFact(parameter, OTHER_IMAGE, "/dev/sdz"),
            new ImageFact("", "", ""),
            new ImageFact(HUGE, HUGE, HUGE)),
        List.of("nonsense", "", HUGE.toLowerCase(Locale.ROOT)),
        "pl-0badbadbadbadbad0",
        List.of(
            new RejectedZone("eu-west-1a", RejectedZone.Lacking.INSTANCE_TYPE, "t3.micro"),
            new RejectedZone("eu-west-1a", RejectedZone.Lacking.NAT_GATEWAY, HUGE),
            new RejectedZone("eu-west-1b", RejectedZone.Lacking.ENDPOINT_SERVICE, "ssm"),
            new RejectedZone(HUGE, RejectedZone.Lacking.INSTANCE_TYPE, null)),
        HUGE);
  }

  private static InstanceStatus instance(String name, String id, int failed) {
    return new InstanceStatus(
        name,
        id,
        HUGE,
        HUGE,
        HUGE,
        HUGE,
        "not a time",
        HUGE,
        new EgressStatus(HUGE, HUGE, "not a time", HUGE),
        HUGE,
        new InstanceHealthStatus(
            List.of(HUGE), List.of(new InstanceHealthStatus.ScheduledEvent(HUGE, "not a time"))),
        new RebootStatus(RebootStatus.State.PLANNED, "not a time", HUGE, true, HUGE),
        new InstanceStatus.Launches(failed, "+1000000000-12-31T23:59:59Z", HUGE, HUGE, HUGE));
  }
}
