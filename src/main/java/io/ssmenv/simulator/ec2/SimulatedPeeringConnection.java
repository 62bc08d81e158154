package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.network.Cidr;
import java.util.Map;

/** A VPC peering connection between two VPCs of one account and region. */
record SimulatedPeeringConnection(
    String id, Side requester, Side accepter, Status status, Map<String, String> tags)
    implements Ec2Resource<SimulatedPeeringConnection> {

  /** One of the two VPCs. */
  record Side(String vpcId, Cidr cidr) {}

  /** The states of its life cycle, as the VPC peering guide names them [D]. */
  enum Status {
    INITIATING_REQUEST("initiating-request"),
    PENDING_ACCEPTANCE("pending-acceptance"),
    PROVISIONING("provisioning"),
    ACTIVE("active"),
    DELETING("deleting"),
    DELETED("deleted"),
    REJECTED("rejected"),
    FAILED("failed");

    private final String wireName;

    Status(String wireName) {
      this.wireName = wireName;
    }

    String wireName() {
      return wireName;
    }

    /** Returns whether it has not been accepted yet. */
    boolean isRequest() {
      return this == INITIATING_REQUEST || this == PENDING_ACCEPTANCE;
    }

    /** Returns whether only a record of it is left. */
    boolean isOver() {
      return this == DELETED || this == REJECTED || this == FAILED;
    }
  }

  boolean isRequestOf(String vpcId) {
    return status.isRequest() && requester.vpcId().equals(vpcId);
  }

  /**
   * Returns whether a VPC cannot be deleted because of it. A connection that was accepted blocks
   * both VPCs [C] (terraform-provider-aws#3118), a request only the VPC that it was made to [D]
   * (VPC peering guide, Delete a VPC peering connection).
   */
  boolean blocksDeletionOf(String vpcId) {
    return !status.isOver()
        && (accepter.vpcId().equals(vpcId)
            || (requester.vpcId().equals(vpcId) && !status.isRequest()));
  }

  SimulatedPeeringConnection withStatus(Status newStatus) {
    return new SimulatedPeeringConnection(id, requester, accepter, newStatus, tags);
  }

  @Override
  public SimulatedPeeringConnection withTags(Map<String, String> newTags) {
    return new SimulatedPeeringConnection(id, requester, accepter, status, newTags);
  }
}
