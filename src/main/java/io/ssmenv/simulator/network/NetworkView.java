package io.ssmenv.simulator.network;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The actual state of one VPC's network at one moment, without read lag.
 *
 * @param vpcs by id
 * @param subnets by id
 * @param routeTables by id
 * @param internetGateways by id
 * @param natGateways by id, without deleted ones
 * @param endpoints by id, without deleted ones
 * @param groups security groups by id
 * @param acls network ACLs by id
 * @param instances by id, without terminated ones
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

  /** Provides the views. EC2 implements it. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns the networks, by VPC id, that have changed since the last call, including those of
     * deleted VPCs. The caller holds the account's lock.
     */
    Map<String, NetworkView> takeChanged(String accountId, String region);
  }

  /**
   * A VPC with its address range and DNS attributes.
   *
   * @param amazonDns whether its DHCP options tell instances to use its resolver
   */
  public record Vpc(
      String id, String cidr, boolean dnsSupport, boolean dnsHostnames, boolean amazonDns) {

    /** A VPC with the DHCP options of the region. */
    public Vpc(String id, String cidr, boolean dnsSupport, boolean dnsHostnames) {
      this(id, cidr, dnsSupport, dnsHostnames, true);
    }
  }

  /** What VPC Block Public Access drops of the traffic with an Internet gateway. */
  public enum PublicAccessBlock {
    NOTHING,
    /** All but that of NAT gateways. */
    ALL_BUT_NAT,
    EVERYTHING
  }

  /** A subnet; {@code zone} is a name such as {@code eu-west-1a}. */
  public record Subnet(
      String id, String vpcId, String cidr, String zone, PublicAccessBlock blocked) {

    /** A subnet of which nothing is blocked. */
    public Subnet(String id, String vpcId, String cidr, String zone) {
      this(id, vpcId, cidr, zone, PublicAccessBlock.NOTHING);
    }
  }

  /**
   * A route table.
   *
   * @param main whether it is the main table of its VPC, for subnets without an association
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
   * @param publicIp its public address; empty if its connectivity is private
   */
  public record NatGateway(String id, String subnetId, String state, Optional<String> publicIp) {}

  /**
   * A VPC endpoint.
   *
   * @param service its full name, {@code com.amazonaws.eu-west-1.ssm}
   * @param type {@code Gateway} or {@code Interface}
   * @param state {@code pending}, {@code available}, {@code deleting}
   * @param privateDns whether it takes over the DNS name of the service in the VPC; only while it
   *     is available and both DNS attributes of the VPC are enabled
   * @param subnetIds the subnets of its interfaces; empty for the gateway type
   * @param groupIds the security groups of its interfaces
   * @param routeTableIds its route tables, for the gateway type
   * @param policy its policy document
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

  /** A security group with the rules of both directions. */
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
   * @param entries of both directions; traffic that matches no entry is denied
   */
  public record Acl(String id, String vpcId, Set<String> subnetIds, List<AclEntry> entries) {}

  /**
   * An entry of a network ACL. The matching entry with the smallest number decides.
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
   * @param runningSince simulated time at which it last started to run; empty unless running
   * @param unreachable why it neither sends nor receives, if it does not
   * @param subnetId the subnet of its primary interface
   * @param privateIp the private address of its primary interface
   * @param publicIp the public address of its primary interface
   * @param groupIds the security groups of its primary interface
   * @param profileArn the associated instance profile's ARN
   * @param metadata whether its metadata service is enabled
   */
  public record Instance(
      String id,
      String state,
      Optional<Instant> runningSince,
      Optional<String> unreachable,
      String imageId,
      String networkInterfaceId,
      String subnetId,
      String privateIp,
      Optional<String> publicIp,
      Set<String> groupIds,
      Optional<String> profileArn,
      boolean metadata,
      Map<String, String> tags) {}
}
