package io.ssmenv.simulator.ec2;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A network interface.
 *
 * @param type {@code interface}, {@code nat_gateway}, {@code vpc_endpoint} or {@code
 *     network_load_balancer}; AWS manages all but the first
 * @param state {@code pending}, {@code available} or {@code in-use}
 * @param settings the attributes that can be modified
 * @param attachment the instance that it is attached to, if any
 * @param autoPublicIp the automatic public address, which is not an Elastic IP
 */
record SimulatedNetworkInterface(
    String id,
    String vpcId,
    String subnetId,
    String privateIp,
    String type,
    String state,
    Settings settings,
    Optional<Attachment> attachment,
    Optional<String> autoPublicIp,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedNetworkInterface> {

  static final String PLAIN = "interface";

  /** The type of load balancers, which only {@link LoadBalancerInterfaces} creates. */
  static final String LOAD_BALANCER = "network_load_balancer";

  /** The attributes that can be modified. */
  record Settings(String description, Set<String> groupIds, boolean sourceDestCheck) {}

  /** The attachment to an instance as its primary interface. */
  record Attachment(String id, String instanceId, boolean deleteOnTermination) {}

  /** Returns whether it belongs to a NAT gateway, an endpoint or a load balancer. */
  boolean requesterManaged() {
    return !type.equals(PLAIN);
  }

  SimulatedNetworkInterface withState(String newState) {
    return new SimulatedNetworkInterface(
        id, vpcId, subnetId, privateIp, type, newState, settings, attachment, autoPublicIp, tags);
  }

  SimulatedNetworkInterface with(Settings newSettings) {
    return new SimulatedNetworkInterface(
        id, vpcId, subnetId, privateIp, type, state, newSettings, attachment, autoPublicIp, tags);
  }

  /** Returns a copy with an attachment, or available without one. */
  SimulatedNetworkInterface with(Optional<Attachment> newAttachment) {
    return new SimulatedNetworkInterface(
        id,
        vpcId,
        subnetId,
        privateIp,
        type,
        newAttachment.isPresent() ? "in-use" : "available",
        settings,
        newAttachment,
        autoPublicIp,
        tags);
  }

  SimulatedNetworkInterface withAutoPublicIp(Optional<String> ip) {
    return new SimulatedNetworkInterface(
        id, vpcId, subnetId, privateIp, type, state, settings, attachment, ip, tags);
  }

  @Override
  public SimulatedNetworkInterface withTags(Map<String, String> newTags) {
    return new SimulatedNetworkInterface(
        id, vpcId, subnetId, privateIp, type, state, settings, attachment, autoPublicIp, newTags);
  }
}
