package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.ec2.SimulatedNatGateway.Address;
import io.ssmenv.simulator.ec2.SimulatedNatGateway.Failure;

/** Renders NAT gateways for describes. */
final class NatGatewayView {
  private NatGatewayView() {}

  static Struct render(SimulatedNatGateway nat) {
    Struct rendered =
        Struct.empty()
            .with("natGatewayId", nat.id())
            .with("subnetId", nat.subnetId())
            .with("vpcId", nat.vpcId())
            .with("state", nat.state())
            .with("connectivityType", nat.connectivity())
            .with("createTime", nat.createdAt())
            .with("failureCode", nat.failure().map(Failure::code))
            .with("failureMessage", nat.failure().map(Failure::message))
            .with("natGatewayAddressSet", nat.address().stream().map(NatGatewayView::render))
            .with("tagSet", Ec2Tags.set(nat.tags()));
    nat.deletedAt().ifPresent(at -> rendered.with("deleteTime", at));
    return rendered;
  }

  private static Struct render(Address address) {
    return Struct.empty()
        .with("networkInterfaceId", address.networkInterfaceId())
        .with("privateIp", address.privateIp())
        .with("allocationId", address.allocationId())
        .with("publicIp", address.publicIp())
        .with("associationId", address.associationId())
        .with("isPrimary", true)
        .with("status", "succeeded");
  }
}
