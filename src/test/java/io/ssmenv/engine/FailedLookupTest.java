package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** A value that cannot be looked up holds back what needs it, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class FailedLookupTest {

  private static final String ANYWHERE = "0.0.0.0/0";
  private static final String ZONES = "DescribeAvailabilityZones";
  private static final String SERVICES = "DescribeVpcEndpointServices";
  private static final String PREFIX_LISTS = "DescribePrefixLists";

  @Test
  void withoutZonesANewEnvironmentGetsWhatIsInNone() {
    try (EngineScenario scenario = EngineScenario.open(71)) {
      String fault = fail(scenario, ZONES);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("NatGateway"));
      scenario.eventually(() ->
          assertThat(keys(scenario))
              .as(scenario.describe(owner))
              .contains("vpc", "role", "instanceprofile", "internetgateway")
              .noneMatch(key -> key.startsWith("subnet/")));
      scenario.eventually(() ->
          assertThat(scenario.harness.status(owner).plan())
              .anyMatch(line ->
                  line.contains(
                      "create subnet/workload-a, after: the availability zones: " + ZONES)));
      scenario.aws.faults().clear(fault);
      scenario.awaitReady(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void withoutTheNextZoneWhatExistsIsRepaired() {
    try (EngineScenario scenario = EngineScenario.open(72)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.harness.kill();
      scenario.harness.restart();
      String fault = fail(scenario, ZONES);
      scenario.harness.apply(
          "one", EngineScenario.spec("ElasticIp", "network: {availabilityZones: 2}"));

      String table = scenario.id(owner, "routetable/workload-a");
      Ec2Client ec2 = scenario.otherClient.ec2();
      ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock(ANYWHERE));
      scenario.eventually(() -> assertThat(hasDefaultRoute(scenario, table)).isTrue());
      assertThat(scenario.harness.isTrue(owner, "InSync")).isFalse();

      scenario.aws.faults().clear(fault);
      scenario.awaitReady(owner);
    }
  }

  /** A zone is selected because it offers the endpoint services. */
  @Test
  void withoutTheEndpointServicesANewPrivateEnvironmentGetsWhatIsInNoZone() {
    try (EngineScenario scenario = EngineScenario.open(73)) {
      String fault = fail(scenario, SERVICES);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.eventually(() ->
          assertThat(keys(scenario))
              .as(scenario.describe(owner))
              .contains("vpc", "role", "instanceprofile", "securitygroup/endpoints"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Ready"))
              .contains("the availability zones: " + SERVICES));
      scenario.awaitPolls(10);
      assertThat(keys(scenario)).noneMatch(key -> key.startsWith("subnet/"));

      scenario.aws.faults().clear(fault);
      scenario.awaitReady(owner);
      assertThat(keys(scenario)).contains("vpcendpoint/ec2messages");
    }
  }

  @Test
  void whatTheStatusRemembersOfTheEndpointServicesIsRepaired() {
    try (EngineScenario scenario = EngineScenario.open(74)) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.awaitReady(owner);
      scenario.harness.kill();
      String before = scenario.id(owner, "vpcendpoint/ec2messages");
      scenario.otherClient.ec2().deleteVpcEndpoints(r -> r.vpcEndpointIds(before));
      fail(scenario, SERVICES);
      scenario.harness.restart();

      scenario.eventually(() ->
          assertThat(scenario.aws.resources())
              .filteredOn(
                  one -> "vpcendpoint/ec2messages".equals(one.tags().get(Ownership.TAG_KEY)))
              .anyMatch(one -> one.state().equals("available") && !one.id().equals(before)));
    }
  }

  /** mx-central-1 has no endpoints for ec2messages. */
  @Test
  void whatTheRegionMayNotOfferIsNoDrift() {
    try (EngineScenario scenario = EngineScenario.open(77)) {
      scenario.aws.accounts().ofAccessKey(EngineScenario.ENGINE_KEY).enableRegion("mx-central-1");
      String spec = EngineScenario.spec("PrivateEndpoints").replace("eu-west-1", "mx-central-1");
      Owner owner = scenario.harness.apply("one", spec);
      scenario.awaitSettled(owner);
      scenario.harness.kill();
      String fault = fail(scenario, SERVICES);
      scenario.harness.restart();
      scenario.awaitPolls(5);
      assertThat(scenario.harness.isTrue(owner, "NetworkReady"))
          .as(scenario.describe(owner))
          .isTrue();
      assertThat(scenario.harness.describeCondition(owner, "InSync"))
          .startsWith("UNKNOWN AwsUnavailable");

      scenario.aws.faults().clear(fault);
      scenario.awaitSettled(owner);
      assertThat(scenario.harness.status(owner).driftOrDefault().corrected()).isZero();
      assertThat(scenario.harness.events()).noneMatch(event -> event.toString().contains("Drift"));
    }
  }

  /** A plan with placeholders would not be what the operator does. */
  @Test
  void aPreviewWaitsForTheValue() {
    for (String call : List.of(ZONES, SERVICES, PREFIX_LISTS)) {
      try (EngineScenario scenario = EngineScenario.open(78)) {
        String fault = fail(scenario, call);
        String spec = EngineScenario.spec("PrivateEndpoints");
        Owner owner = scenario.harness.apply("one", spec + "paused: true");
        scenario.awaitPolls(3);
        scenario.eventually(() ->
            assertThat(scenario.harness.previewer().preview(owner, spec))
                .isInstanceOfSatisfying(
                    Preview.Pending.class,
                    pending -> assertThat(pending.message()).contains(call)));
        scenario.aws.faults().clear(fault);
        scenario.eventually(() ->
            assertThat(scenario.harness.previewer().preview(owner, spec))
                .isInstanceOf(Preview.Complete.class));
      }
    }
  }

  @Test
  void withoutThePrefixListTheInstancesAreOnline() {
    try (EngineScenario scenario = EngineScenario.open(75)) {
      String fault = fail(scenario, PREFIX_LISTS);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
      scenario.eventually(() ->
          assertThat(scenario.harness.status(owner).online())
              .as(scenario.describe(owner))
              .isEqualTo("1/1"));
      assertThat(scenario.harness.isTrue(owner, "Ready")).isFalse();
      assertThat(scenario.harness.describeCondition(owner, "Ready"))
          .contains("the prefix list of S3: " + PREFIX_LISTS);

      scenario.aws.faults().clear(fault);
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void withoutAValueTheInstancesKeepTheirFormerPath() {
    for (String call : List.of(SERVICES, PREFIX_LISTS)) {
      try (EngineScenario scenario = EngineScenario.open(76)) {
        Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
        scenario.awaitReady(owner);
        String fault = fail(scenario, call);
        scenario.harness.apply("one", EngineScenario.spec("PrivateEndpoints"));
        scenario.eventually(() -> assertThat(keys(scenario)).contains("vpcendpoint/ssm"));
        scenario.advance(Duration.ofSeconds(30));
        assertThat(keys(scenario).contains("vpcendpoint/ec2messages"))
            .isEqualTo(!call.equals(SERVICES));
        assertThat(hasDefaultRoute(scenario, scenario.id(owner, "routetable/workload-a"))).isTrue();

        scenario.aws.faults().clear(fault);
        scenario.awaitReady(owner);
        String id = scenario.id(owner, "instance/app-0");
        assertThat(scenario.aws.agentHistory(id).orElseThrow().unreachable()).isEmpty();
      }
    }
  }

  private static String fail(EngineScenario scenario, String action) {
    return scenario.aws.faults().outage(FaultTarget.forAction(action));
  }

  private static List<String> keys(EngineScenario scenario) {
    return scenario.aws.resources().stream()
        .flatMap(one -> Optional.ofNullable(one.tags().get(Ownership.TAG_KEY)).stream())
        .toList();
  }

  private static boolean hasDefaultRoute(EngineScenario scenario, String table) {
    return scenario
        .otherClient
        .ec2()
        .describeRouteTables(r -> r.routeTableIds(table))
        .routeTables()
        .getFirst()
        .routes()
        .stream()
        .anyMatch(route -> ANYWHERE.equals(route.destinationCidrBlock()));
  }
}
