package io.ssmenv.topology;

import java.util.Map;
import java.util.Optional;

/**
 * A resource as it is in AWS.
 *
 * @param resource the record as decoded; its references to resources of the same environment are
 *     keys
 * @param id the AWS id; a link has its own id where AWS gives it one (an association), else its
 *     parent's
 * @param awsState the state in AWS's own word, with its reason where it gives one; never empty
 * @param details what is worth showing and is no part of the desired state, by one of the names
 *     below
 */
public record Observed(
    Resource resource, String id, State state, String awsState, Map<String, String> details) {

  /** Names of {@link #details}. */
  public static final String PUBLIC_IP = "publicIp";

  public static final String PRIVATE_IP = "privateIp";

  /** What a state means to the planner, whatever the kind. */
  public enum State {
    /** AWS is still at it. */
    PENDING,
    /** It serves. */
    READY,
    /** It will never serve. */
    FAILED,
    /** It is going. */
    DELETING
  }

  public Observed {
    details = Map.copyOf(details);
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
