package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkAcls.Ports;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import java.util.Optional;

/**
 * The path of a new TCP connection between two instances of a VPC. Every route table has the local
 * route. Network ACLs do not apply within a subnet [D].
 */
record NeighborPath(NetworkView view, SecurityGroups groups, NetworkAcls acls) {

  /** Returns the running instance with a private address, if packets to its port pass. */
  Optional<Instance> find(Instance from, String address, int port) {
    return view.instances().values().stream()
        .filter(to -> to.privateIp().equals(address) && to.runningSince().isPresent())
        .filter(to -> passes(from, to, port))
        .findFirst();
  }

  private boolean passes(Instance from, Instance to, int port) {
    if (from.id().equals(to.id())) {
      return true;
    }
    Optional<Cidr> source = Cidr.parse(from.privateIp() + "/32");
    Optional<Cidr> target = Cidr.parse(to.privateIp() + "/32");
    Subnet fromSubnet = view.subnets().get(from.subnetId());
    Subnet toSubnet = view.subnets().get(to.subnetId());
    return source.isPresent()
        && target.isPresent()
        && fromSubnet != null
        && toSubnet != null
        && groups.allowOut(from.groupIds(), target.get(), port, to.groupIds())
        && groups.allowIn(to.groupIds(), source.get(), port, from.groupIds())
        && (fromSubnet.id().equals(toSubnet.id())
            || (acls.outbound(fromSubnet, Ports.LINUX_EPHEMERAL, target.get(), port).isEmpty()
                && acls.inbound(toSubnet, source.get(), Ports.LINUX_EPHEMERAL, port).isEmpty()));
  }
}
