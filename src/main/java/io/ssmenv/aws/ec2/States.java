package io.ssmenv.aws.ec2;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ResourceHandler.Created;
import io.ssmenv.topology.Observed.State;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * EC2's words for states. They are read as text and without regard to case: the wire says {@code
 * available} where the SDK knows {@code Available} only, and then reports an unknown value.
 */
final class States {

  private States() {}

  /** In lower case; {@code unknown} where EC2 says nothing. */
  static String word(@Nullable String state) {
    return state == null || state.isBlank() ? "unknown" : state.toLowerCase(Locale.ROOT);
  }

  /** With AWS's reason, where there is one. */
  static String withReason(String word, @Nullable String reason) {
    return reason == null || reason.isBlank() ? word : word + ": " + reason;
  }

  /** The states of gateways, endpoints, interfaces, subnets and associations. */
  static State of(String word) {
    return switch (word) {
      case "pending", "pendingacceptance", "associating", "attaching" -> State.PENDING;
      case "failed", "rejected", "expired" -> State.FAILED;
      case "deleting", "deleted", "detaching", "disassociating" -> State.DELETING;
      default -> State.READY;
    };
  }

  /**
   * The answer to a create call with a client token.
   *
   * @param dead the words which say that the token belongs to something that is gone or going
   * @throws CloudException if it does
   */
  static Created created(String action, String id, String word, List<String> dead) {
    if (dead.contains(word)) {
      throw new CloudException(
          new CloudError.StaleClientToken(
              action,
              "StaleClientToken",
              "The client token belongs to " + id + ", which is " + word,
              id));
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
