package io.ssmenv.simulator.network;

import io.ssmenv.simulator.network.NetworkAcls.Ports;
import io.ssmenv.simulator.network.NetworkView.Endpoint;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.NetworkView.Subnet;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import java.util.List;
import java.util.Optional;

/** The path of HTTPS to an interface endpoint, inside the VPC. */
final class EndpointPath {
  private final NetworkView view;
  private final Routes routes;
  private final SecurityGroups groups;
  private final NetworkAcls acls;

  EndpointPath(NetworkView view, Routes routes, SecurityGroups groups) {
    this.view = view;
    this.routes = routes;
    this.groups = groups;
    this.acls = new NetworkAcls(view);
  }

  /** Checks all addresses of the DNS name, because a client may use any of them. */
  Reachability follow(Instance instance, Subnet from, DnsAnswer.PrivateAddress to) {
    Optional<Endpoint> found = Optional.ofNullable(view.endpoints().get(to.endpointId()));
    if (found.filter(e -> e.state().equals("available")).isEmpty()) {
      return new Broken(
          Hop.ENDPOINT,
          "%s is no longer available but %s still uses its address; its state is %s"
              .formatted(
                  to.endpointId(), instance.id(), found.map(Endpoint::state).orElse("gone")));
    }
    Endpoint endpoint = found.get();
    Optional<String> without =
        to.subnetIds().stream().filter(id -> !endpoint.subnetIds().contains(id)).findFirst();
    if (without.isPresent()) {
      return new Broken(
          Hop.ENDPOINT,
          "%s no longer has an interface in %s, but %s still uses its address there"
              .formatted(endpoint.id(), without.get(), instance.id()));
    }
    List<Subnet> subnets =
        to.subnetIds().stream()
            .flatMap(id -> Optional.ofNullable(view.subnets().get(id)).stream())
            .toList();
    if (subnets.isEmpty()) {
      return new Broken(Hop.ENDPOINT, "%s has no interface in any subnet".formatted(endpoint.id()));
    }
    for (Subnet subnet : subnets) {
      Optional<Broken> broken = broken(instance, from, endpoint, subnet);
      if (broken.isPresent()) {
        return broken.get();
      }
    }
    Optional<Cidr> source = Cidr.parse(instance.privateIp() + "/32");
    if (source.isEmpty()
        || !groups.allowIn(
            endpoint.groupIds(), source.get(), Destination.HTTPS, instance.groupIds())) {
      return new Broken(
          Hop.ENDPOINT_INGRESS,
          "The groups %s of %s do not allow HTTPS from %s at %s"
              .formatted(endpoint.groupIds(), endpoint.id(), instance.id(), instance.privateIp()));
    }
    return new Reachable(new NetworkPath.Endpoints());
  }

  private Optional<Broken> broken(
      Instance instance, Subnet from, Endpoint endpoint, Subnet subnet) {
    Optional<Cidr> range = Cidr.parse(subnet.cidr());
    if (range.isEmpty()
        || !groups.allowOut(
            instance.groupIds(), range.get(), Destination.HTTPS, endpoint.groupIds())) {
      return Optional.of(
          new Broken(
              Hop.INSTANCE_EGRESS,
              "The groups %s of %s do not allow HTTPS to %s in %s"
                  .formatted(instance.groupIds(), instance.id(), endpoint.id(), subnet.id())));
    }
    if (!routes.find(from, range.get()).filter(r -> r.target().equals("local")).isPresent()) {
      return Optional.of(
          new Broken(
              Hop.ROUTE,
              "The route table of %s has no local route to %s of %s"
                  .formatted(from.id(), subnet.id(), endpoint.id())));
    }
    Optional<Cidr> source = Cidr.parse(instance.privateIp() + "/32");
    return subnet.id().equals(from.id()) || source.isEmpty()
        ? Optional.empty()
        : acls.outbound(from, Ports.LINUX_EPHEMERAL, range.get(), Destination.HTTPS)
            .or(() -> acls.inbound(subnet, source.get(), Ports.LINUX_EPHEMERAL, Destination.HTTPS));
  }
}
