package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.testing.Simulations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A quota is exhausted by what a host builds for others. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcQuotaTest {

  private static EngineScenario open(int seed, int addresses, int natGateways) {
    Quotas quotas = new Quotas(5, addresses, natGateways, 50, 200, 200, 500, 60, 32, 1000, 1000);
    return EngineScenario.open(Simulations.options().withSeed(seed).withQuotas(quotas));
  }

  @Test
  void theMessageOfTheHostNamesTheGuestThatNeedsTheResource() {
    try (EngineScenario scenario = open(91, 1, 5)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(host);
      scenario.harness.apply("nat", SharedVpcTest.guest("NatGateway"));
      ExistingVpcStatesTest.assertStalled(
          scenario,
          host,
          "QuotaExceeded: address/nat-a for the environment nat: AllocateAddress: AddressLimitExceeded: ");
      scenario.harness.apply("other", SharedVpcTest.guest("NatGateway"));
      ExistingVpcStatesTest.assertStalled(
          scenario, host, "QuotaExceeded: address/nat-a for the environments nat, other: ");
    }
  }

  @Test
  void aZoneOfTheHostThatOnlyAGuestUsesIsNamedToo() {
    try (EngineScenario scenario = open(93, 1, 5)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("NatGateway"));
      scenario.awaitSettled(host);
      scenario.harness.apply(
          "nat",
          SharedVpcTest.guest("NatGateway")
              .replace("{environment:", "{availabilityZones: 2, environment:"));
      ExistingVpcStatesTest.assertStalled(
          scenario, host, "QuotaExceeded: address/nat-b for the environment nat: ");
    }
  }

  @Test
  void aResourceThatTheHostNeedsItselfIsForNobodyElse() {
    try (EngineScenario scenario = open(92, 5, 0)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("NatGateway"));
      scenario.harness.apply("nat", SharedVpcTest.guest("NatGateway"));
      ExistingVpcStatesTest.assertStalled(
          scenario, host, "QuotaExceeded: natgateway/a: CreateNatGateway: NatGatewayLimitExceeded");
    }
  }
}
