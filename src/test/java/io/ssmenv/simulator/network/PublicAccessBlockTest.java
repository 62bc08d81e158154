package io.ssmenv.simulator.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.network.NetworkView.PublicAccessBlock;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import org.junit.jupiter.api.Test;

/** VPC Block Public Access counts for the subnet whose packets pass the Internet gateway. */
class PublicAccessBlockTest {

  @Test
  void anInstanceWithAnElasticIpIsBlockedInEitherWay() {
    assertBlocked(
        NetworkFixture.elasticIp().blocked("subnet-work", PublicAccessBlock.ALL_BUT_NAT),
        "subnet-work");
    assertBlocked(
        NetworkFixture.elasticIp().blocked("subnet-work", PublicAccessBlock.EVERYTHING),
        "subnet-work");
  }

  @Test
  void aNatGatewayIsBlockedOnlyInBothDirections() {
    assertBlocked(
        NetworkFixture.natGateway().blocked("subnet-pub", PublicAccessBlock.EVERYTHING),
        "subnet-pub");
    assertThat(
            NetworkFixture.natGateway()
                .blocked("subnet-pub", PublicAccessBlock.ALL_BUT_NAT)
                .toSystemsManager())
        .isInstanceOf(Reachable.class);
  }

  private static void assertBlocked(NetworkFixture network, String subnet) {
    assertThat(network.toSystemsManager())
        .isInstanceOfSatisfying(
            Broken.class,
            broken -> {
              assertThat(broken.hop()).isEqualTo(Hop.PUBLIC_ACCESS_BLOCK);
              assertThat(broken.reason()).contains(subnet);
            });
  }
}
