package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A NAT gateway.
 *
 * @param state {@code pending}, {@code available}, {@code failed}, {@code deleting}, {@code
 *     deleted}
 * @param connectivity {@code public} or {@code private}
 * @param address its network interface and addresses; empty if it failed
 */
record SimulatedNatGateway(
    String id,
    String vpcId,
    String subnetId,
    String state,
    String connectivity,
    Optional<Failure> failure,
    Optional<Address> address,
    Instant createdAt,
    Optional<Instant> deletedAt,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedNatGateway> {

  /** The reason of a failure. */
  record Failure(String code, String message) {
    static Failure of(AwsError error) {
      return new Failure(error.code(), error.message());
    }
  }

  /** The network interface and addresses. Only a public NAT gateway has an Elastic IP. */
  record Address(
      String networkInterfaceId,
      String privateIp,
      Optional<String> allocationId,
      Optional<String> publicIp,
      Optional<String> associationId) {}

  /** Returns whether it still has its network interface. */
  boolean isActive() {
    return !state.equals("deleted") && !state.equals("failed");
  }

  SimulatedNatGateway withState(String newState) {
    return new SimulatedNatGateway(
        id, vpcId, subnetId, newState, connectivity, failure, address, createdAt, deletedAt, tags);
  }

  SimulatedNatGateway failed(Failure newFailure) {
    return new SimulatedNatGateway(
        id,
        vpcId,
        subnetId,
        "failed",
        connectivity,
        Optional.of(newFailure),
        Optional.empty(),
        createdAt,
        deletedAt,
        tags);
  }

  SimulatedNatGateway deleted(Instant at) {
    return new SimulatedNatGateway(
        id,
        vpcId,
        subnetId,
        "deleted",
        connectivity,
        failure,
        address,
        createdAt,
        Optional.of(at),
        tags);
  }

  @Override
  public SimulatedNatGateway withTags(Map<String, String> newTags) {
    return new SimulatedNatGateway(
        id, vpcId, subnetId, state, connectivity, failure, address, createdAt, deletedAt, newTags);
  }
}
