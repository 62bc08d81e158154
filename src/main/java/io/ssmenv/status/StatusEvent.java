package io.ssmenv.status;

import java.util.Optional;

/**
 * Something that happened to an environment, to be published as a Kubernetes Event.
 *
 * @param reason in CamelCase, at most 128 characters
 * @param action what the operator did, in CamelCase
 * @param message at most 1,024 characters, the limit of an Event's note [D]
 * @param cause if present, another event with the same reason and cause is not worth publishing as
 *     long as the API server keeps the first
 */
public record StatusEvent(
    Type type, String reason, String action, String message, Optional<String> cause) {

  /** The event types of Kubernetes. */
  public enum Type {
    NORMAL("Normal"),
    WARNING("Warning");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    /** As it is written in an Event. */
    public String wire() {
      return wire;
    }
  }

  /** The longest note that the API server accepts. [D] */
  private static final int MAX_LENGTH = 1024;

  public StatusEvent {
    message = message.length() <= MAX_LENGTH ? message : message.substring(0, MAX_LENGTH - 1) + "…";
  }

  static StatusEvent normal(EventReason reason, String action, String message) {
    return new StatusEvent(Type.NORMAL, reason.wire(), action, message, Optional.empty());
  }

  static StatusEvent warning(EventReason reason, String action, String message) {
    return new StatusEvent(Type.WARNING, reason.wire(), action, message, Optional.empty());
  }

  /** An event with the reason of the condition Stalled: a user has to act. */
  static StatusEvent stalled(ConditionReason reason, String message, String cause) {
    return new StatusEvent(Type.WARNING, reason.wire(), "Reconcile", message, Optional.of(cause));
  }

  /** The same event with a cause. */
  StatusEvent causedBy(String what) {
    return new StatusEvent(type, reason, action, message, Optional.of(what));
  }

  /** Everything that another environment had carries the tags of this one. */
  public static StatusEvent adopted(String message) {
    return normal(EventReason.ADOPTED, "Adopt", message);
  }

  /** Nothing is left in AWS; published after the finalizer is removed. */
  public static StatusEvent deleted(String accountId) {
    return normal(EventReason.DELETED, "Delete", "Nothing is left in account " + accountId);
  }
}
