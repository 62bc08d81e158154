package io.ssmenv.aws.ec2;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ResourceHandler.Created;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the states of EC2 resources. They are compared as text without regard to case: AWS returns
 * {@code available} where the SDK only knows {@code Available} and reports an unknown value.
 */
final class States {

  private States() {}

  /** Returns a state in lower case; {@code unknown} if EC2 returns none. */
  static String word(@Nullable String state) {
    return state == null || state.isBlank() ? "unknown" : state.toLowerCase(Locale.ROOT);
  }

  /** Appends AWS's reason if there is one. */
  static String withReason(String word, @Nullable String reason) {
    return reason == null || reason.isBlank() ? word : word + ": " + reason;
  }

  /** The details of a resource that AWS gave up on; empty if there is no code. */
  static Map<String, String> failure(@Nullable String code, @Nullable String message) {
    return code == null || code.isBlank()
        ? Map.of()
        : Map.of(
            Observed.FAILURE_CODE,
            code,
            Observed.FAILURE_MESSAGE,
            Objects.requireNonNullElse(message, ""));
  }

  /** Maps the states of gateways, endpoints, interfaces, subnets and associations. */
  static State of(String word) {
    return switch (word) {
      case "pending", "pendingacceptance", "associating", "attaching" -> State.PENDING;
      case "failed", "rejected", "expired" -> State.FAILED;
      case "deleting", "deleted", "detaching", "disassociating" -> State.DELETING;
      default -> State.READY;
    };
  }

  /**
   * Returns the result of a create call with a client token.
   *
   * @param dead the states of a resource that is deleted or being deleted
   * @throws CloudException if the token belongs to such a resource
   */
  static Created created(String action, String id, String word, List<String> dead) {
    if (dead.contains(word)) {
      throw new CloudException(
          new CloudError.StaleClientToken(
              action,
              "StaleClientToken",
              "The client token belongs to " + id + ", which is " + word));
    }
    return created(id, word);
  }

  static Created created(String id, String word) {
    return new Created(
        id,
        of(word) == State.PENDING ? State.PENDING : State.READY,
        word,
        List.of(),
        Optional.empty());
  }
}
