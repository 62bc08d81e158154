package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.PublicImages.Image;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An instance.
 *
 * @param launch what was fixed when it was launched
 * @param state where it is in its life
 * @param type its instance type
 * @param metadata its metadata options
 * @param terminationProtection whether the API refuses to terminate it
 * @param primaryInterface where it is in the network; none once it is terminated
 */
record SimulatedInstance(
    String id,
    Launch launch,
    State state,
    String type,
    MetadataOptions metadata,
    boolean terminationProtection,
    Optional<PrimaryInterface> primaryInterface,
    Map<String, String> tags)
    implements Ec2Resource<SimulatedInstance> {

  /** What was fixed when it was launched. */
  record Launch(
      Image image,
      String reservationId,
      int index,
      String zone,
      Optional<String> clientToken,
      Optional<String> userData,
      boolean ebsOptimized,
      Instant launchedAt) {}

  /** Where it is in the network. */
  record PrimaryInterface(
      String vpcId, String subnetId, String networkInterfaceId, String privateIp) {}

  /**
   * Where it is in its life.
   *
   * @param name its name
   * @param since when it came to be so
   * @param transitionReason such as {@code User initiated (2026-01-02 03:04:05 GMT)}, or empty
   * @param reason a code and a message, if there is something to say
   */
  record State(StateName name, Instant since, String transitionReason, Optional<Reason> reason) {}

  /** A state's reason. */
  record Reason(String code, String message) {}

  /** The states with AWS's numbers. */
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

    /** Whether it is on its way out or gone. */
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
        id, launch, newState, type, metadata, terminationProtection, primaryInterface, tags);
  }

  SimulatedInstance with(MetadataOptions newMetadata) {
    return new SimulatedInstance(
        id, launch, state, type, newMetadata, terminationProtection, primaryInterface, tags);
  }

  SimulatedInstance withType(String newType) {
    return new SimulatedInstance(
        id, launch, state, newType, metadata, terminationProtection, primaryInterface, tags);
  }

  SimulatedInstance withTerminationProtection(boolean on) {
    return new SimulatedInstance(id, launch, state, type, metadata, on, primaryInterface, tags);
  }

  SimulatedInstance terminated(State newState) {
    return new SimulatedInstance(
        id, launch, newState, type, metadata, terminationProtection, Optional.empty(), tags);
  }

  @Override
  public SimulatedInstance withTags(Map<String, String> newTags) {
    return new SimulatedInstance(
        id, launch, state, type, metadata, terminationProtection, primaryInterface, newTags);
  }
}
