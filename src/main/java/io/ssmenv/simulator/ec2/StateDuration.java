package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.SeededRandom;
import java.time.Duration;

/**
 * The durations of states, in simulated seconds. Each resource has its own value in the range. [C]:
 * seen in other projects; [F]: folklore.
 */
enum StateDuration {
  /** A VPC or subnet is pending [F]. */
  VPC_AVAILABLE(0.5, 3),
  /** A network interface is pending [F]. */
  NETWORK_INTERFACE_AVAILABLE(0.3, 2),
  /** A route table association is associating [F]. */
  ROUTE_TABLE_ASSOCIATED(0.5, 3),
  /** A NAT gateway is pending before it is available [C]. */
  NAT_GATEWAY_AVAILABLE(84, 125),
  /** A NAT gateway is pending before it fails [F]. */
  NAT_GATEWAY_FAILED(10, 40),
  /** A NAT gateway is deleting [C]. */
  NAT_GATEWAY_DELETED(37, 79),
  /** The address of a deleted NAT gateway cannot be released yet [C]. */
  NAT_ADDRESS_HELD(0, 10),
  /** A gateway endpoint is pending [F]. */
  GATEWAY_ENDPOINT_AVAILABLE(4, 8),
  /** An interface endpoint is pending [F]. */
  INTERFACE_ENDPOINT_AVAILABLE(60, 180),
  /** A gateway endpoint is deleting [F]. */
  GATEWAY_ENDPOINT_DELETED(2, 8),
  /** An interface endpoint is deleting [F]. */
  INTERFACE_ENDPOINT_DELETED(30, 90),
  /** A virtual private gateway is attaching [F]. */
  VPN_GATEWAY_ATTACHED(5, 60),
  /** A virtual private gateway is detaching [F]. */
  VPN_GATEWAY_DETACHED(5, 60),
  /** A peering connection is requested, provisioned or deleted [F]. */
  PEERING_CHANGED(0.5, 5),
  /** An instance is pending [C]. */
  INSTANCE_RUNNING(10, 42),
  /** An instance is shutting down [C]. */
  INSTANCE_TERMINATED(20, 31),
  /** An instance is stopping [F]. */
  INSTANCE_STOPPED(15, 45),
  /** A requested reboot has not begun yet: EC2 only queues it [D]; the time is [F]. */
  INSTANCE_REBOOTED(2, 20),
  /** The status checks of an instance that has started are initializing [F]. */
  STATUS_CHECKED(60, 180),
  /** The console output of a new instance is not kept yet [F]. */
  CONSOLE_KEPT(120, 300),
  /** Changed metadata options are pending [F]. */
  METADATA_OPTIONS_APPLIED(1, 5),
  /** A profile association is associating or disassociating [F]. */
  PROFILE_ASSOCIATED(1, 8),
  /** A new instance profile is unknown to EC2: about 10 s in practice [C]. */
  PROFILE_KNOWN(5, 14),
  /** A terminated instance is still visible: for up to an hour [F]. */
  INSTANCE_TOMBSTONE(1800, 3600),
  /** A deleted or failed NAT gateway is still visible: for about an hour [F]. */
  NAT_GATEWAY_TOMBSTONE(3000, 4200),
  /** A deleted virtual private gateway is still visible [F]. */
  VPN_GATEWAY_TOMBSTONE(1800, 3600),
  /**
   * A peering connection that is over is visible for two hours to the account that ended it [D].
   */
  PEERING_TOMBSTONE(7200, 7200);

  private final double from;
  private final double to;

  StateDuration(double from, double to) {
    this.from = from;
    this.to = to;
  }

  /** Returns whether a fault can extend the state. It cannot if the state is not visible. */
  boolean canGetStuck() {
    return switch (this) {
      case NAT_ADDRESS_HELD, PROFILE_KNOWN, STATUS_CHECKED, CONSOLE_KEPT -> false;
      case INSTANCE_TOMBSTONE, NAT_GATEWAY_TOMBSTONE, VPN_GATEWAY_TOMBSTONE -> false;
      case PEERING_TOMBSTONE -> false;
      default -> true;
    };
  }

  /** Returns the duration for a resource. */
  Duration of(String id, SeededRandom random) {
    return random.seconds(name() + "/" + id, from, to);
  }
}
