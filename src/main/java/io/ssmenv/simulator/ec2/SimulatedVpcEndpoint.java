package io.ssmenv.simulator.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A VPC endpoint.
 *
 * @param service its full name
 * @param type {@code Gateway} or {@code Interface}
 * @param state {@code pending}, {@code available} or {@code deleting}
 * @param settings its subnets, groups or route tables, and private DNS
 * @param policy its policy document
 */
record SimulatedVpcEndpoint(
    String id,
    String vpcId,
    String service,
    String type,
    String state,
    Settings settings,
    String policy,
    Instant createdAt,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedVpcEndpoint> {

  static final String INTERFACE = "Interface";
  static final String GATEWAY = "Gateway";

  /**
   * The settings of an endpoint.
   *
   * @param privateDns whether it takes over the DNS name of the service
   * @param subnetIds the subnets of an interface endpoint
   * @param networkInterfaceIds the interfaces of an interface endpoint, one per subnet
   * @param groupIds the groups of an interface endpoint
   * @param routeTableIds the route tables of a gateway endpoint
   */
  record Settings(
      boolean privateDns,
      Set<String> subnetIds,
      List<String> networkInterfaceIds,
      Set<String> groupIds,
      Set<String> routeTableIds) {}

  boolean isInterface() {
    return type.equals(INTERFACE);
  }

  SimulatedVpcEndpoint withState(String newState) {
    return new SimulatedVpcEndpoint(
        id, vpcId, service, type, newState, settings, policy, createdAt, tags);
  }

  SimulatedVpcEndpoint with(Settings newSettings, String newPolicy) {
    return new SimulatedVpcEndpoint(
        id, vpcId, service, type, state, newSettings, newPolicy, createdAt, tags);
  }

  SimulatedVpcEndpoint withRouteTables(Set<String> routeTableIds) {
    Settings changed =
        new Settings(
            settings.privateDns(),
            settings.subnetIds(),
            settings.networkInterfaceIds(),
            settings.groupIds(),
            routeTableIds);
    return with(changed, policy);
  }

  @Override
  public SimulatedVpcEndpoint withTags(Map<String, String> newTags) {
    return new SimulatedVpcEndpoint(
        id, vpcId, service, type, state, settings, policy, createdAt, newTags);
  }
}
