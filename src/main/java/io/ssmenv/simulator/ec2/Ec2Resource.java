package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.StoredResource;
import java.util.Map;

/**
 * An EC2 resource.
 *
 * @param <R> its own type
 */
sealed interface Ec2Resource<R> extends StoredResource
    permits SimulatedAddress,
        SimulatedInstance,
        SimulatedInternetGateway,
        SimulatedNatGateway,
        NetworkAcl,
        SimulatedNetworkInterface,
        ProfileAssociation,
        SimulatedRouteTable,
        SimulatedSecurityGroup,
        SimulatedSecurityGroupRule,
        SimulatedSubnet,
        Volume,
        PublicAccessExclusion,
        SimulatedDhcpOptions,
        SimulatedEgressOnlyGateway,
        SimulatedPeeringConnection,
        SimulatedVpc,
        SimulatedVpcEndpoint,
        SimulatedVpnGateway {
  /** Its tags. */
  Map<String, String> tags();

  /** Returns a copy with other tags. */
  R withTags(Map<String, String> tags);
}
