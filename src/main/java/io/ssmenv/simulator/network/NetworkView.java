package io.ssmenv.simulator.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The network of one VPC as it is at one moment (not as lagging reads show it).
 *
 * @param vpcs by id
 * @param subnets by id
 * @param routeTables by id
 * @param internetGateways by id
 * @param natGateways by id, in every state but the ones deleted
 * @param endpoints by id, in every state but the ones deleted
 * @param groups security groups by id
 * @param acls network ACLs by id
 * @param instances by id, those terminated left out
 */
public record NetworkView(
    Map<String, Vpc> vpcs,
    Map<String, Subnet> subnets,
    Map<String, RouteTable> routeTables,
    Map<String, InternetGateway> internetGateways,
    Map<String, NatGateway> natGateways,
    Map<String, Endpoint> endpoints,
    Map<String, Group> groups,
    Map<String, Acl> acls,
    Map<String, Instance> instances) {

  /** Where views come from. EC2 provides them. */
  @FunctionalInterface
  public interface Source {
    /**
     * The networks of those VPCs, by id, in which anything has changed since this was last asked,
     * also of those that are gone; the account's lock has to be held.
     */
    Map<String, NetworkView> takeChanged(String accountId, String region);
  }

  /** A VPC with its address range and DNS attributes. */
  public record Vpc(String id, String cidr, boolean dnsSupport, boolean dnsHostnames) {}

  /** A subnet; {@code zone} is a name such as {@code eu-west-1a}. */
  public record Subnet(String id, String vpcId, String cidr, String zone) {}

  /**
   * A route table.
   *
   * @param main whether it is its VPC's main table, for subnets that are associated with none
   * @param subnetIds the subnets that are associated with it
   */
  public record RouteTable(
      String id, String vpcId, boolean main, Set<String> subnetIds, List<Route> routes) {}

  /**
   * A route.
   *
   * @param destination a CIDR, or the id of a prefix list ({@code pl-…})
   * @param target {@code local}, or the id of a gateway ({@code igw-…}, {@code nat-…}, {@code
   *     vpce-…}), network interface ({@code eni-…}) or instance
   * @param active false for a blackhole
   */
  public record Route(String destination, String target, boolean active) {}

  /** An Internet gateway and the VPC that it is attached to. */
  public record InternetGateway(String id, Optional<String> vpcId) {}

  /**
   * A NAT gateway.
   *
   * @param state {@code pending}, {@code available}, {@code failed}, {@code deleting}
   * @param publicIp its address; none for one with private connectivity
   */
  public record NatGateway(String id, String subnetId, String state, Optional<String> publicIp) {}

  /**
   * A VPC endpoint.
   *
   * @param service its full name, {@code com.amazonaws.eu-west-1.ssm}
   * @param type {@code Gateway} or {@code Interface}
   * @param state {@code pending}, {@code available}, {@code deleting}
   * @param privateDns whether it takes over the service's name in the VPC; only while available and
   *     while both of the VPC's DNS attributes are on
   * @param subnetIds where its interfaces are; empty for the gateway type
   * @param groupIds the security groups of its interfaces
   * @param routeTableIds for the gateway type
   * @param policy what may be done through it, a policy document
   */
  public record Endpoint(
      String id,
      String vpcId,
      String service,
      String type,
      String state,
      boolean privateDns,
      Set<String> subnetIds,
      Set<String> groupIds,
      Set<String> routeTableIds,
      String policy) {}

  /** A security group with its rules of both directions. */
  public record Group(String id, String vpcId, List<Rule> ingress, List<Rule> egress) {}

  /**
   * A rule of a security group.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code icmp}, or {@code -1} for all
   * @param fromPort first port, or -1 for all
   * @param toPort last port, or -1 for all
   * @param peer a CIDR, a group's id ({@code sg-…}) or a prefix list's id ({@code pl-…})
   */
  public record Rule(String protocol, int fromPort, int toPort, String peer) {}

  /**
   * A network ACL.
   *
   * @param subnetIds the subnets that are associated with it
   * @param entries of both directions; what none covers is denied
   */
  public record Acl(String id, String vpcId, Set<String> subnetIds, List<AclEntry> entries) {}

  /**
   * An entry of a network ACL; the one with the smallest number that covers a packet decides.
   *
   * @param protocol a number, {@code 6} for TCP, or {@code -1} for all
   * @param fromPort first port of the destination, for TCP and UDP
   * @param toPort last port
   */
  public record AclEntry(
      boolean egress,
      int number,
      String protocol,
      boolean allow,
      Cidr cidr,
      int fromPort,
      int toPort) {}

  /**
   * An instance.
   *
   * @param state {@code pending}, {@code running}, {@code stopping}, …
   * @param runningSince simulated time of the last time that it began to run; empty unless running
   * @param subnetId of its primary interface
   * @param privateIp of its primary interface
   * @param publicIp the address associated to its primary interface
   * @param groupIds the security groups of its primary interface
   * @param profileArn the associated instance profile's ARN
   */
  public record Instance(
      String id,
      String state,
      Optional<Instant> runningSince,
      String imageId,
      String networkInterfaceId,
      String subnetId,
      String privateIp,
      Optional<String> publicIp,
      Set<String> groupIds,
      Optional<String> profileArn,
      Map<String, String> tags) {}
}
