package io.ssmenv.aws.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Difference;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Tags;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;

class NatGatewayHandlerTest {

  private static final Key KEY = Key.of("natgateway", "a");

  @Test
  void aPendingGatewayThatShowsNoAddressYetIsNotReplaced() {
    assertThat(differences("pending")).isEmpty();
  }

  @Test
  void aPendingGatewayWithAnotherAddressDiffers() {
    assertThat(differences("pending", "eipalloc-2")).hasSize(1);
  }

  @Test
  void anAvailableGatewayWithoutAddressDiffers() {
    assertThat(differences("available")).hasSize(1);
  }

  private static List<Difference> differences(String state, String... addresses) {
    NatGateway gateway =
        NatGateway.builder()
            .natGatewayId("nat-1")
            .subnetId("subnet-1")
            .state(state)
            .natGatewayAddresses(
                Stream.of(addresses)
                    .map(id -> NatGatewayAddress.builder().allocationId(id).build())
                    .toList())
            .build();
    return Difference.between(
        new io.ssmenv.topology.NatGateway(KEY, Ref.id("subnet-1"), Ref.id("eipalloc-1"), Tags.NONE),
        NatGatewayHandler.decode(gateway, KEY, state).resource());
  }
}
