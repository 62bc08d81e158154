package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a host builds and keeps for its guests, and for whom it does not wait. */
@Execution(ExecutionMode.CONCURRENT)
class SharedVpcNeedsTest {

  private static final String ADDITIONAL = "PrivateEndpoints, endpoints: {additional: [logs]}";

  @Test
  void additionalEndpointsOfAGuestAreInTheNetworkOfItsHost() {
    try (EngineScenario scenario = EngineScenario.open(61)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest(ADDITIONAL));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      assertThat(SharedVpcTest.keys(scenario, host)).contains("vpcendpoint/logs");

      scenario.harness.delete(guest);
      scenario.eventually(() ->
          assertThat(SharedVpcTest.keys(scenario, host))
              .noneMatch(key -> key.startsWith("vpcendpoint")));
      scenario.deleteAndAwaitGone(List.of(host));
    }
  }

  @Test
  void aGuestInARegionThatIsNotReadHoldsBackNobody() {
    try (EngineScenario scenario = EngineScenario.open(62)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("NatGateway"));
      scenario.awaitSettled(host);
      scenario.harness.apply(
          "elsewhere",
          SharedVpcTest.guest("ElasticIp").replace("region: eu-west-1", "region: eu-west-9"));
      scenario.advance(Duration.ofMinutes(1));

      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("ElasticIp"));
      scenario.awaitSettled(guest);
      scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      scenario.eventually(() ->
          assertThat(SharedVpcTest.keys(scenario, host))
              .noneMatch(key -> key.startsWith("natgateway")));
      scenario.awaitSettled(host);
    }
  }
}
