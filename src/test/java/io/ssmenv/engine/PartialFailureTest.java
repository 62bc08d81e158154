package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What fails holds back only what needs it. */
@Execution(ExecutionMode.CONCURRENT)
class PartialFailureTest {

  private static final List<String> THREE_INSTANCES = List.of("app-0", "app-1", "app-2");
  private static final String THREE_ZONES = "network: {availabilityZones: 3}";

  @Test
  void withTwoOfThreeAddressesTwoInstancesAreOnline() {
    try (EngineScenario scenario = open(41, 2)) {
      Owner owner = scenario.harness.apply("one", spec("ElasticIp", 3));
      scenario.eventually(() ->
          assertThat(online(scenario, owner))
              .as(scenario.describe(owner))
              .isEqualTo(withAddress(scenario))
              .hasSize(2));
      assertThat(THREE_INSTANCES)
          .filteredOn(name -> !withAddress(scenario).contains(name))
          .singleElement()
          .satisfies(name ->
              assertThat(scenario.harness.describeCondition(owner, "Stalled"))
                  .contains("QuotaExceeded", "address/" + name + ":", "AddressLimitExceeded"));
    }
  }

  @Test
  void withoutTheNatGatewayOfOneZoneTheInstancesOfTheOthersAreOnline() {
    try (EngineScenario scenario = open(42, 2)) {
      Owner owner = scenario.harness.apply("one", spec("NatGateway", 3, THREE_ZONES));
      scenario.eventually(() -> {
        assertThat(online(scenario, owner)).hasSize(2);
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .contains("AddressLimitExceeded");
      });
    }
  }

  @Test
  void anInstanceThatRunsKeepsItsFormerPathUntilItHasAnAddress() {
    try (EngineScenario scenario = open(43, 5)) {
      Owner owner = scenario.harness.apply("one", spec("NatGateway", 3, THREE_ZONES));
      scenario.awaitReady(owner);
      String nat = scenario.id(owner, "natgateway/a");
      scenario.harness.apply("one", spec("ElasticIp", 3, THREE_ZONES));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .contains("AddressLimitExceeded"));
      scenario.awaitPolls(20);
      assertThat(online(scenario, owner)).hasSize(3);
      assertThat(scenario.id(owner, "natgateway/a")).isEqualTo(nat);
      scenario.harness.status(owner).instances().stream()
          .map(InstanceStatus::id)
          .forEach(id ->
              assertThat(scenario.aws.agentHistory(id).orElseThrow().unreachable()).isEmpty());
    }
  }

  @Test
  void anAdditionalPolicyThatDoesNotExistHoldsBackNoInstance() {
    String policy = "arn:aws:iam::aws:policy/NoSuchPolicy";
    try (EngineScenario scenario = open(45, 5)) {
      Owner owner =
          scenario.harness.apply(
              "one", spec("ElasticIp", 1, "role: {managedPolicies: [\"" + policy + "\"]}"));
      assertOnline(scenario, owner, List.of("app-0"));
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("InvalidRequest", policy);
    }
  }

  @Test
  void anAdditionalEndpointThatDoesNotExistHoldsBackNoInstance() {
    try (EngineScenario scenario = open(46, 5)) {
      String pattern = "PrivateEndpoints, endpoints: {additional: [nosuchservice]}";
      Owner owner = scenario.harness.apply("one", EngineScenario.spec(pattern));
      assertOnline(scenario, owner, List.of("app-0"));
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("InvalidRequest", "vpcendpoint/nosuchservice");
    }
  }

  @Test
  void anAdditionalEndpointThatDoesNotExistDoesNotHoldBackAPatternChange() {
    try (EngineScenario scenario = open(48, 5)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      assertOnline(scenario, owner, List.of("app-0"));

      String pattern = "PrivateEndpoints, endpoints: {additional: [nosuchservice]}";
      scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.eventually(() ->
          assertThat(scenario.harness.status(owner).resources())
              .as(scenario.describe(owner))
              .noneMatch(resource -> resource.key().startsWith("natgateway/")));
      assertThat(online(scenario, owner)).containsExactly("app-0");
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("InvalidRequest", "vpcendpoint/nosuchservice");
    }
  }

  /** The software that uses the endpoint had the Internet, and would have nothing. */
  @Test
  void anAdditionalEndpointThatIsPendingKeepsTheFormerPath() {
    try (EngineScenario scenario = open(49, 5)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      assertOnline(scenario, owner, List.of("app-0"));

      String pattern = "PrivateEndpoints, endpoints: {additional: [logs]}";
      scenario.harness.apply("one", EngineScenario.spec(pattern));
      scenario.runUntil(() -> exists(scenario, "vpcendpoint/logs"));
      String stuck = scenario.aws.faults().stuck(scenario.id(owner, "vpcendpoint/logs"));
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.calls(0, "DeleteRoute")).isEmpty();

      scenario.aws.faults().clear(stuck);
      scenario.eventually(() ->
          assertThat(scenario.calls(0, "DeleteRoute")).as(scenario.describe(owner)).isNotEmpty());
    }
  }

  /** What the agents need: without the core policy they cannot register. */
  @Test
  void theInstancesWaitForTheCorePolicy() {
    try (EngineScenario scenario = open(47, 5)) {
      scenario.aws.faults().refuse("AttachRolePolicy", AwsErrors.of("AccessDenied"), 1000);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .contains("AttachRolePolicy"));
      scenario.awaitPolls(10);
      assertThat(scenario.calls(0, "RunInstances")).isEmpty();
    }
  }

  @Test
  void aTypeWithoutCapacityDoesNotHoldBackAPatternChange() {
    try (EngineScenario scenario = open(44, 5)) {
      scenario.aws.faults().noCapacity(Optional.of("m5.large"), Optional.empty());
      Owner owner = scenario.harness.apply("one", twoTypes("ElasticIp"));
      assertOnline(scenario, owner, List.of("app-0"));

      scenario.harness.apply("one", twoTypes("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.status(owner).resources())
              .as(scenario.describe(owner))
              .noneMatch(resource -> resource.key().equals("address/app-0")));
      assertThat(online(scenario, owner)).containsExactly("app-0");
    }
  }

  private static EngineScenario open(long seed, int addresses) {
    Quotas quotas = new Quotas(5, addresses, 5, 50, 200, 200, 500, 60, 32, 1000, 1000);
    return EngineScenario.open(Simulations.options().withSeed(seed).withQuotas(quotas));
  }

  private static boolean exists(EngineScenario scenario, String key) {
    return scenario.aws.resources().stream()
        .anyMatch(resource -> key.equals(resource.tags().get(Ownership.TAG_KEY)));
  }

  private static void assertOnline(EngineScenario scenario, Owner owner, List<String> names) {
    scenario.eventually(
        () -> assertThat(online(scenario, owner)).as(scenario.describe(owner)).isEqualTo(names));
  }

  private static List<String> online(EngineScenario scenario, Owner owner) {
    return scenario.harness.status(owner).instances().stream()
        .filter(instance -> "Online".equals(instance.pingStatus()))
        .map(InstanceStatus::name)
        .toList();
  }

  /** The seed decides which instances get the addresses that the quota allows. */
  private static List<String> withAddress(EngineScenario scenario) {
    List<String> keys =
        scenario.aws.resources().stream()
            .flatMap(
                resource -> Optional.ofNullable(resource.tags().get(Ownership.TAG_KEY)).stream())
            .toList();
    return THREE_INSTANCES.stream().filter(name -> keys.contains("address/" + name)).toList();
  }

  private static String spec(String pattern, int count, String... more) {
    return EngineScenario.spec(pattern, more)
        .replace("{name: app}", "{name: app, count: " + count + "}");
  }

  private static String twoTypes(String pattern) {
    return EngineScenario.spec(pattern)
        .replace("{name: app}", "{name: app}, {name: big, type: m5.large}");
  }
}
