package io.ssmenv.simulator.ec2;

import java.util.Map;
import java.util.Optional;

/**
 * A virtual private gateway, for VPN connections.
 *
 * @param state {@code available} or {@code deleted}
 * @param attachment its last attachment to a VPC, which may be detached
 */
record SimulatedVpnGateway(
    String id,
    long amazonSideAsn,
    String state,
    Optional<Attachment> attachment,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedVpnGateway> {

  /**
   * An attachment.
   *
   * @param state {@code attaching}, {@code attached}, {@code detaching} or {@code detached}
   */
  record Attachment(String vpcId, String state) {
    boolean isDetached() {
      return state.equals("detached");
    }

    Attachment withState(String newState) {
      return new Attachment(vpcId, newState);
    }
  }

  boolean isDeleted() {
    return state.equals("deleted");
  }

  /** Returns the attachment, unless it is detached. */
  Optional<Attachment> activeAttachment() {
    return attachment.filter(one -> !one.isDetached());
  }

  SimulatedVpnGateway with(Attachment newAttachment) {
    return new SimulatedVpnGateway(id, amazonSideAsn, state, Optional.of(newAttachment), tags);
  }

  SimulatedVpnGateway deleted() {
    return new SimulatedVpnGateway(id, amazonSideAsn, "deleted", attachment, tags);
  }

  @Override
  public SimulatedVpnGateway withTags(Map<String, String> newTags) {
    return new SimulatedVpnGateway(id, amazonSideAsn, state, attachment, newTags);
  }
}
