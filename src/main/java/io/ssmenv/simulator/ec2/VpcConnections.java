package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Simulation;
import java.util.List;

/**
 * What connects the VPCs of one account and region with other networks, apart from their Internet
 * gateways. It carries no traffic in the simulation, and keeps VPCs from being deleted. Guarded by
 * the account's lock.
 */
final class VpcConnections {
  private final Ec2Store<SimulatedEgressOnlyGateway> egressOnlyGateways;
  private final Ec2Store<SimulatedVpnGateway> vpnGateways;
  private final Ec2Store<SimulatedPeeringConnection> peeringConnections;

  VpcConnections(Simulation simulation, VpcMembers members) {
    egressOnlyGateways = new Ec2Store<>(simulation, ResourceIdType.EGRESS_ONLY_GATEWAY, members);
    vpnGateways = new Ec2Store<>(simulation, ResourceIdType.VPN_GATEWAY, members);
    peeringConnections = new Ec2Store<>(simulation, ResourceIdType.PEERING_CONNECTION, members);
  }

  Ec2Store<SimulatedEgressOnlyGateway> egressOnlyGateways() {
    return egressOnlyGateways;
  }

  Ec2Store<SimulatedVpnGateway> vpnGateways() {
    return vpnGateways;
  }

  Ec2Store<SimulatedPeeringConnection> peeringConnections() {
    return peeringConnections;
  }

  /** Returns all stores; all types are taggable. */
  List<Ec2Store<? extends Ec2Resource<?>>> stores() {
    return List.of(egressOnlyGateways, vpnGateways, peeringConnections);
  }

  /** DeleteVpc: "You must detach or delete all gateways and resources" of the VPC before [D]. */
  boolean blockDeletionOf(String vpcId) {
    return egressOnlyGateways.all().anyMatch(gateway -> gateway.vpcId().equals(vpcId))
        || vpnGateways
            .all()
            .flatMap(gateway -> gateway.activeAttachment().stream())
            .anyMatch(attachment -> attachment.vpcId().equals(vpcId))
        || peeringConnections.all().anyMatch(peering -> peering.blocksDeletionOf(vpcId));
  }
}
