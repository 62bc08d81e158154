package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.util.ArrayList;
import java.util.List;

/** Renders VPC endpoints for describes. */
final class VpcEndpointView {
  private VpcEndpointView() {}

  static Struct render(Ec2State state, SimulatedVpcEndpoint endpoint) {
    SimulatedVpcEndpoint.Settings settings = endpoint.settings();
    List<Struct> groups =
        settings.groupIds().stream()
            .flatMap(id -> state.groups().get(id).stream())
            .map(g -> Struct.empty().with("groupId", g.id()).with("groupName", g.name()))
            .toList();
    return Struct.empty()
        .with("vpcEndpointId", endpoint.id())
        .with("vpcEndpointType", endpoint.type())
        .with("vpcId", endpoint.vpcId())
        .with("serviceName", endpoint.service())
        .with("state", endpoint.state())
        .with("policyDocument", endpoint.policy())
        .with("routeTableIdSet", Value.texts(List.copyOf(settings.routeTableIds())))
        .with("subnetIdSet", Value.texts(List.copyOf(settings.subnetIds())))
        .with("groupSet", groups)
        .with("networkInterfaceIdSet", Value.texts(settings.networkInterfaceIds()))
        .with("privateDnsEnabled", settings.privateDns())
        .with("requesterManaged", false)
        .with("ipAddressType", "ipv4")
        .with("dnsEntrySet", dnsEntries(state, endpoint))
        .with("creationTimestamp", endpoint.createdAt())
        .with("ownerId", state.accountId())
        .with("tagSet", Ec2Tags.set(endpoint.tags()));
  }

  private static List<Struct> dnsEntries(Ec2State state, SimulatedVpcEndpoint endpoint) {
    List<String> names = new ArrayList<>();
    if (endpoint.isInterface()) {
      String service = endpoint.service().substring(endpoint.service().lastIndexOf('.') + 1);
      names.add(
          "%s-sim.%s.%s.vpce.amazonaws.com".formatted(endpoint.id(), service, state.region()));
    }
    if (endpoint.settings().privateDns()) {
      EndpointService.find(state.region(), endpoint.service())
          .flatMap(EndpointService::privateDnsName)
          .ifPresent(names::add);
    }
    return names.stream()
        .map(name -> Struct.empty().with("dnsName", name).with("hostedZoneId", "Z0SIMULATED"))
        .toList();
  }
}
