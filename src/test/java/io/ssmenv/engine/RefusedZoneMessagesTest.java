package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.ZonalService;
import io.ssmenv.testing.Simulations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What environments are told if AWS refuses in their zones what they need. */
@Execution(ExecutionMode.CONCURRENT)
class RefusedZoneMessagesTest {

  private static final String A = "eu-west-1a";
  private static final ZonalService NAT = new ZonalService.NatGateways();
  private static final ZonalService MICRO = new ZonalService.InstanceTypes("t3.micro");
  private static final String REFUSED =
      "InvalidRequest: natgateway/a in eu-west-1a %s the environment %s: CreateNatGateway: NotAvailableInZone: Nat Gateway is not available in this availability zone. No other zone can take its place: ";

  @Test
  void aGatewayThatOnlyAGuestNeedsConcernsThePatternOfTheGuest() {
    try (EngineScenario scenario = EngineScenario.open(101)) {
      scenario.aws.faults().notInZone(A, NAT, false);
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner guest = scenario.harness.apply("nat", SharedVpcTest.guest("NatGateway"));
      assertStalled(
          scenario,
          host,
          REFUSED.formatted("for", "nat")
              + "set another pattern in spec.connectivity.pattern of the environment nat");
      assertStalled(
          scenario,
          guest,
          REFUSED.formatted("of", "public")
              + "set another pattern in spec.connectivity.pattern, or create this environment again in the VPC of an environment with other zones or with a VPC of its own");

      scenario.harness.apply("nat", SharedVpcTest.guest("ElasticIp"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      assertThat(scenario.harness.describeCondition(guest, "Stalled"))
          .isEqualTo("no condition Stalled");
      scenario.deleteAndAwaitGone(List.of(guest, host));
    }
  }

  @Test
  void aGuestThatDoesNotNeedWhatIsRefusedIsNotConcerned() {
    try (EngineScenario scenario = EngineScenario.open(102)) {
      scenario.aws.faults().notInZone(A, NAT, false);
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner other = scenario.harness.apply("other", SharedVpcTest.guest("ElasticIp"));
      scenario.awaitSettled(other);
      scenario.harness.apply("nat", SharedVpcTest.guest("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(host, "Stalled"))
              .contains("for the environment nat"));
      scenario.awaitPolls(2);
      scenario.assertSettled(other);
    }
  }

  @Test
  void aQuotaThatStopsTheHostIsAConditionOfTheGuestThatNeedsMore() {
    Quotas quotas = new Quotas(5, 1, 5, 50, 200, 200, 500, 60, 32, 1000, 1000);
    try (EngineScenario scenario =
        EngineScenario.open(Simulations.options().withSeed(103).withQuotas(quotas))) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      Owner guest = scenario.harness.apply("nat", SharedVpcTest.guest("NatGateway"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "Stalled"))
              .as(scenario.describe(guest))
              .startsWith(
                  "TRUE QuotaExceeded: address/nat-a of the environment public: AllocateAddress: AddressLimitExceeded: ")
              .contains("Request a higher quota in Service Quotas"));
    }
  }

  @Test
  void subnetsOfSomebodyElseAreReplacedByOtherSubnets() {
    try (EngineScenario scenario = EngineScenario.open(104)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      List.of(A, "eu-west-1b", "eu-west-1c")
          .forEach(zone -> scenario.aws.faults().notInZone(zone, MICRO, false));
      Owner owner = scenario.harness.apply("one", foreign.inSubnets("NatGateway", foreign.natted));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(owner, "Stalled"))
              .as(scenario.describe(owner))
              .contains("t3.micro")
              .containsIgnoringCase(
                  "set another type in spec.instances, or create this environment again with other subnets in spec.network.existing.subnetIds"));
    }
  }

  @Test
  void aTypeThatTheZonesOfTheHostLackIsNotANamedZoneOfTheGuest() {
    try (EngineScenario scenario = EngineScenario.open(105)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      List.of(true, false)
          .forEach(listed ->
              scenario
                  .aws
                  .faults()
                  .notInZone(A, new ZonalService.InstanceTypes("m5.large"), listed));
      Owner guest =
          scenario.harness.apply(
              "nat", SharedVpcTest.guest("NatGateway").replace("app}", "app, type: m5.large}"));
      scenario.eventually(() ->
          assertThat(scenario.harness.describeCondition(guest, "Stalled"))
              .as(scenario.describe(guest))
              .contains("m5.large", "with a VPC of its own")
              .doesNotContain("spec.network.zones"));
    }
  }

  private static void assertStalled(EngineScenario scenario, Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .as(scenario.describe(owner))
            .isEqualTo("TRUE " + message));
  }
}
