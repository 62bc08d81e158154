package io.ssmenv.topology;

import java.util.Map;
import java.util.Optional;

/**
 * A resource as it exists in AWS.
 *
 * @param resource the decoded record; its references to resources of the same environment are keys
 * @param id the AWS id; a link has an id of its own if AWS gives it one (an association), else the
 *     id of its parent
 * @param awsState the state in the word that AWS uses, with the reason if AWS gives one; never
 *     empty
 * @param details values that are shown but not compared, by one of the names below
 */
public record Observed(
    Resource resource, String id, State state, String awsState, Map<String, String> details) {

  /** Names of {@link #details}. */
  public static final String PUBLIC_IP = "publicIp";

  public static final String PRIVATE_IP = "privateIp";

  /** When an instance was started last, by the clock of AWS. */
  public static final String LAUNCHED_AT = "launchedAt";

  /** Whether an instance answers at its metadata service: {@code enabled} or {@code disabled}. */
  public static final String METADATA_ENDPOINT = "metadataEndpoint";

  /** The account that owns the resource, as AWS reports it. */
  public static final String OWNER_ACCOUNT = "ownerAccount";

  /** When the resource was created, in the format of ISO 8601. */
  public static final String CREATED = "created";

  /** The code that AWS gives for a resource that {@link State#FAILED failed}. */
  public static final String FAILURE_CODE = "failureCode";

  public static final String FAILURE_MESSAGE = "failureMessage";

  /** What a state means to the planner, for every type of resource. */
  public enum State {
    /** AWS is still creating or changing it. */
    PENDING,
    /** It is usable. */
    READY,
    /** It failed and will never be usable. */
    FAILED,
    /** It is being deleted. */
    DELETING
  }

  public Observed {
    details = ImmutableCopy.of(details);
  }

  public Observed(Resource resource, String id, State state, String awsState) {
    this(resource, id, state, awsState, Map.of());
  }

  public Key key() {
    return resource.key();
  }

  public boolean is(State other) {
    return state == other;
  }

  public Optional<String> detail(String name) {
    return Optional.ofNullable(details.get(name));
  }

  public Observed with(String otherId) {
    return new Observed(resource, otherId, state, awsState, details);
  }

  public Observed with(Resource other) {
    return new Observed(other, id, state, awsState, details);
  }

  public Observed with(State other, String otherAwsState) {
    return new Observed(resource, id, other, otherAwsState, details);
  }
}
