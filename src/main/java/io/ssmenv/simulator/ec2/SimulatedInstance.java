package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.PublicImages.Image;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance.
 *
 * @param launch the values that were fixed at launch
 * @param state its state
 * @param type its instance type
 * @param metadata its metadata options
 * @param terminationProtection whether the API refuses to terminate it
 * @param primaryInterface its primary network interface; empty once it is terminated
 * @param health what is amiss with it
 */
record SimulatedInstance(
    String id,
    Launch launch,
    State state,
    String type,
    MetadataOptions metadata,
    boolean terminationProtection,
    Optional<PrimaryInterface> primaryInterface,
    InstanceHealth health,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedInstance> {

  /** The values that were fixed at launch. */
  record Launch(
      Image image,
      String reservationId,
      int index,
      String zone,
      Optional<String> clientToken,
      Optional<String> userData,
      boolean ebsOptimized,
      Instant launchedAt) {}

  /** Its primary network interface, with VPC, subnet and private address. */
  record PrimaryInterface(
      String vpcId, String subnetId, String networkInterfaceId, String privateIp) {}

  /**
   * A state.
   *
   * @param name its name
   * @param since when it started
   * @param transitionReason such as {@code User initiated (2026-01-02 03:04:05 GMT)}, or empty
   * @param reason a code and a message, if there is a reason
   */
  record State(StateName name, Instant since, String transitionReason, Optional<Reason> reason) {}

  /** The reason of a state. */
  record Reason(String code, String message) {}

  /** The names of states, with AWS's codes. */
  enum StateName {
    PENDING(0, "pending"),
    RUNNING(16, "running"),
    SHUTTING_DOWN(32, "shutting-down"),
    TERMINATED(48, "terminated"),
    STOPPING(64, "stopping"),
    STOPPED(80, "stopped");

    private final int code;
    private final String wireName;

    StateName(int code, String wireName) {
      this.code = code;
      this.wireName = wireName;
    }

    int code() {
      return code;
    }

    String wireName() {
      return wireName;
    }

    /** Returns whether an instance in this state is shutting down or terminated. */
    boolean isTerminating() {
      return this == SHUTTING_DOWN || this == TERMINATED;
    }
  }

  /**
   * Options of the instance metadata service.
   *
   * @param state {@code pending} or {@code applied}
   */
  record MetadataOptions(
      String state, String httpTokens, int hopLimit, String httpEndpoint, String instanceTags) {
    MetadataOptions applied() {
      return new MetadataOptions("applied", httpTokens, hopLimit, httpEndpoint, instanceTags);
    }
  }

  boolean is(StateName name) {
    return state.name() == name;
  }

  SimulatedInstance with(State newState) {
    return new SimulatedInstance(
        id,
        launch,
        newState,
        type,
        metadata,
        terminationProtection,
        primaryInterface,
        health,
        tags);
  }

  SimulatedInstance with(MetadataOptions newMetadata) {
    return new SimulatedInstance(
        id,
        launch,
        state,
        type,
        newMetadata,
        terminationProtection,
        primaryInterface,
        health,
        tags);
  }

  SimulatedInstance with(InstanceHealth newHealth) {
    return new SimulatedInstance(
        id,
        launch,
        state,
        type,
        metadata,
        terminationProtection,
        primaryInterface,
        newHealth,
        tags);
  }

  SimulatedInstance withType(String newType) {
    return new SimulatedInstance(
        id,
        launch,
        state,
        newType,
        metadata,
        terminationProtection,
        primaryInterface,
        health,
        tags);
  }

  SimulatedInstance withTerminationProtection(boolean on) {
    return new SimulatedInstance(
        id, launch, state, type, metadata, on, primaryInterface, health, tags);
  }

  SimulatedInstance terminated(State newState) {
    return new SimulatedInstance(
        id,
        launch,
        newState,
        type,
        metadata,
        terminationProtection,
        Optional.empty(),
        health,
        tags);
  }

  @Override
  public SimulatedInstance withTags(Map<String, String> newTags) {
    return new SimulatedInstance(
        id,
        launch,
        state,
        type,
        metadata,
        terminationProtection,
        primaryInterface,
        health,
        newTags);
  }
}
