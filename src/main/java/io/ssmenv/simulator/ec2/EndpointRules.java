package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.ZonalService;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks and applies the settings of a VPC endpoint when it is created or modified. */
final class EndpointRules {
  private EndpointRules() {}

  /**
   * Checks that both DNS attributes of the VPC are enabled, and that no other endpoint of the
   * service has private DNS, not even one that is being deleted [D].
   */
  static void checkPrivateDns(
      Ec2State state, SimulatedVpc vpc, EndpointService service, String endpointId) {
    if (!vpc.dnsSupport() || !vpc.dnsHostnames()) {
      throw ErrorWords.error("private-dns-needs-vpc-attributes", vpc.id());
    }
    boolean conflict =
        state
            .endpoints()
            .all()
            .filter(other -> !other.id().equals(endpointId) && other.vpcId().equals(vpc.id()))
            .anyMatch(o -> o.service().equals(service.name()) && o.settings().privateDns());
    if (conflict) {
      throw ErrorWords.error("private-dns-conflict", service.privateDnsName().orElse(""), vpc.id());
    }
  }

  /** Returns the requested subnets, which have to be in the VPC. */
  static List<SimulatedSubnet> subnets(
      Ec2State state, SimulatedVpc vpc, List<String> ids, Instant now) {
    return ids.stream()
        .map(id -> state.subnets().require(id, now))
        .peek(subnet -> {
          if (!subnet.vpcId().equals(vpc.id())) {
            throw ApiErrors.invalidParameter(
                "Subnet %s does not belong to %s", subnet.id(), vpc.id());
          }
        })
        .toList();
  }

  /** Checks that an endpoint has at most one subnet per zone [D]. */
  static void checkZones(List<SimulatedSubnet> subnets) {
    Set<String> zones = new HashSet<>();
    for (SimulatedSubnet subnet : subnets) {
      if (!zones.add(subnet.zone())) {
        throw ErrorWords.error("duplicate-subnets-in-same-zone", subnet.id());
      }
    }
  }

  /**
   * Checks that the service has endpoints in the zones of new subnets. The subnet is in the words,
   * the zone is not [C, aws-cdk#4912].
   */
  static void checkServed(Ec2State state, EndpointService service, List<SimulatedSubnet> subnets) {
    ZonalService endpoints = new ZonalService.InterfaceEndpoints(service.shortName());
    for (SimulatedSubnet subnet : subnets) {
      if (!state.simulation().faults().isOffered(subnet.zone(), endpoints)) {
        throw ErrorWords.error("endpoint-not-in-zone", service.name(), subnet.id());
      }
    }
  }

  /** Creates an endpoint's interface in a subnet. */
  static String newInterface(
      Ec2State state,
      SimulatedSubnet subnet,
      String endpointId,
      Set<String> groupIds,
      Instant now) {
    return NetworkInterfaces.managed(
            state, subnet, "vpc_endpoint", "VPC Endpoint Interface " + endpointId, groupIds, now)
        .id();
  }

  /**
   * Returns the requested route tables, which have to be in the VPC and have no route to the
   * service.
   */
  static Set<String> routeTables(
      Ec2State state, String vpcId, String service, List<String> ids, Instant now) {
    String prefixList = SimulatedPrefixList.ofService(state.region(), service).id();
    Set<String> tables = new LinkedHashSet<>();
    for (String id : ids) {
      SimulatedRouteTable table = state.routeTables().require(id, now);
      if (!table.vpcId().equals(vpcId)) {
        throw ApiErrors.invalidParameter("Route table %s does not belong to %s", id, vpcId);
      }
      boolean linked =
          state
              .endpoints()
              .all()
              .anyMatch(
                  e -> e.service().equals(service) && e.settings().routeTableIds().contains(id));
      if (linked || table.route(prefixList).isPresent()) {
        throw ErrorWords.error("route-already-exists", id, prefixList);
      }
      tables.add(id);
    }
    return tables;
  }

  /** Adds the route of a gateway endpoint to a route table. */
  static void addRoute(Ec2State state, SimulatedVpcEndpoint endpoint, String tableId, Instant now) {
    SimulatedRouteTable.Route route =
        new SimulatedRouteTable.Route(
            SimulatedPrefixList.ofService(state.region(), endpoint.service()).id(),
            endpoint.id(),
            "CreateRoute");
    state.routeTables().update(tableId, now, table -> table.with(route));
  }

  /** Removes the route of a gateway endpoint from a route table. */
  static void removeRoute(
      Ec2State state, SimulatedVpcEndpoint endpoint, String tableId, Instant now) {
    state
        .routeTables()
        .update(
            tableId,
            now,
            table -> table.withoutRoutes(route -> route.target().equals(endpoint.id())));
  }
}
