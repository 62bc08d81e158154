package io.ssmenv.cloud;

import io.ssmenv.topology.ImmutableCopy;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Why a call failed, by what it means to the engine. Each error has the code and message of the
 * service.
 */
public sealed interface CloudError {

  /** The code of {@link Denied} if there are no credentials; its message says what to do. */
  String NO_CREDENTIALS = "NoCredentials";

  /** The API action, for example {@code RunInstances}. */
  String action();

  /** The service's error code, for example {@code VcpuLimitExceeded}. */
  String code();

  String message();

  /** The resource, or one that it refers to, does not exist or is not visible yet. */
  record NotFound(String action, String code, String message) implements CloudError {}

  /** The resource already exists. */
  record AlreadyExists(String action, String code, String message) implements CloudError {}

  /**
   * Another resource still uses it, or it is not yet in the right state. This passes.
   *
   * @param blockers the resources that use it, as AWS listed them; empty if AWS was not asked
   */
  record Conflict(String action, String code, String message, List<String> blockers)
      implements CloudError {

    /** The longest list of blockers in a message. */
    private static final int SHOWN = 5;

    private static final String HOW_TO_UNBLOCK =
        "Delete or detach what blocks; the deletion then continues by itself";

    public Conflict {
      blockers = List.copyOf(blockers);
    }

    public Conflict(String action, String code, String message) {
      this(action, code, message, List.of());
    }

    public Conflict blockedBy(List<String> resources) {
      return new Conflict(action, code, message, resources);
    }

    @Override
    public String summary() {
      String plain = CloudError.super.summary();
      if (blockers.isEmpty()) {
        return plain;
      }
      String names = String.join(", ", blockers.subList(0, Math.min(SHOWN, blockers.size())));
      int more = blockers.size() - SHOWN;
      return plain
          + (plain.endsWith(".") ? "" : ".")
          + " Blocked by "
          + names
          + (more > 0 ? " and " + more + " more" : "")
          + ". "
          + HOW_TO_UNBLOCK;
    }
  }

  /** Too many calls. */
  record Throttled(String action, String code, String message) implements CloudError {}

  /** The operator has not made a read yet, because its share of the request rate is used up. */
  record ReadDeferred(String action, String code, String message) implements CloudError {}

  /** The credentials do not allow the call, or there are none. */
  record Denied(String action, String code, String message) implements CloudError {}

  /** A user has protected the resource, for example from termination, and has to disable that. */
  record Protected(String action, String code, String message) implements CloudError {}

  /** A quota of the account is exhausted. */
  record QuotaExceeded(String action, String code, String message) implements CloudError {}

  /** AWS has no capacity at present. */
  record NoCapacity(String action, String code, String message) implements CloudError {}

  /**
   * The request is invalid until the spec changes.
   *
   * @param advises whether the message says what to do
   */
  record Invalid(String action, String code, String message, boolean advises)
      implements CloudError {
    public Invalid(String action, String code, String message) {
      this(action, code, message, false);
    }
  }

  /** The image does not exist, or is not available to the account any more. */
  record ImageUnavailable(String action, String code, String message) implements CloudError {}

  /**
   * The availability zone does not offer what the resource needs.
   *
   * @param subnets the ids of the subnets in that zone, if AWS names them
   */
  record ZoneUnsupported(String action, String code, String message, Set<String> subnets)
      implements CloudError {
    public ZoneUnsupported {
      subnets = ImmutableCopy.of(subnets);
    }
  }

  /**
   * Other subnets have a part of the range of a subnet.
   *
   * @param subnets the range of each of them, by id
   */
  record RangeInUse(String action, String code, String message, SortedMap<String, String> subnets)
      implements CloudError {
    public RangeInUse {
      subnets = Collections.unmodifiableSortedMap(new TreeMap<>(subnets));
    }
  }

  /**
   * The client token belongs to a deleted resource, which AWS does not name. The next attempt uses
   * the token of the next incarnation.
   */
  record StaleClientToken(String action, String code, String message) implements CloudError {}

  /**
   * AWS accepted the resource, and gave up on it later.
   *
   * @param cause the code and message that AWS gives for the resource, as an error of the call that
   *     creates it
   */
  record ResourceFailed(CloudError cause) implements CloudError {

    @Override
    public String action() {
      return cause.action();
    }

    @Override
    public String code() {
      return cause.code();
    }

    @Override
    public String message() {
      return cause.message();
    }
  }

  /** No response, or a server error. Whether the call was done is unknown. */
  record Unavailable(String action, String code, String message) implements CloudError {}

  /** The operator refuses the call: the resource or the account is not the expected one. */
  record Refused(String action, String code, String message) implements CloudError {}

  /**
   * A fault of the operator, such as a NullPointerException. Whether the call was done is unknown.
   */
  record Internal(String action, String code, String message) implements CloudError {

    /** Returns the error for a failure that does not come from AWS or the network. */
    public static Internal of(String action, Throwable fault) {
      return new Internal(
          action,
          fault.getClass().getSimpleName(),
          "this is a fault of the operator, not of AWS or the spec; its log has the stack trace");
    }
  }

  /** Returns whether a user has to act, because retries alone do not help. */
  default boolean needsAttention() {
    return switch (this) {
      case Denied _, Protected _, QuotaExceeded _, Invalid _, Refused _, Internal _ -> true;
      case ImageUnavailable _, ZoneUnsupported _, RangeInUse _ -> true;
      case NotFound _, AlreadyExists _, Conflict _, Throttled _, NoCapacity _ -> false;
      case StaleClientToken _, Unavailable _, ReadDeferred _ -> false;
      case ResourceFailed(CloudError cause) -> cause.needsAttention();
    };
  }

  /**
   * Returns a message for the status: {@code RunInstances: VcpuLimitExceeded: You have requested
   * more vCPU …}.
   */
  default String summary() {
    return action() + ": " + code() + ": " + message();
  }
}
