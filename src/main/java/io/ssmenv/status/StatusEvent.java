package io.ssmenv.status;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that a person would want to know, to be published as a Kubernetes Event about the
 * environment.
 *
 * @param reason in CamelCase, at most 128 characters
 * @param action what the operator did or does, in CamelCase
 * @param message at most 1,024 characters, which is what an Event takes [D]
 * @param cause if present, what has the same cause is not worth another Event as long as the API
 *     server keeps the first
 */
public record StatusEvent(
    Type type, String reason, String action, String message, Optional<String> cause) {

  /** The types that Kubernetes has. */
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

  /** The longest message that the API server takes. [D] */
  private static final int LONGEST = 1024;

  /** What may be another with each attempt: ids of AWS's, of requests, numbers and times. */
  private static final Pattern PASSING =
      Pattern.compile("\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b|-[0-9a-f]{8,}\\b|[0-9]+");

  public StatusEvent {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
  }

  static StatusEvent normal(String reason, String action, String message) {
    return new StatusEvent(Type.NORMAL, reason, action, message, Optional.empty());
  }

  static StatusEvent warning(String reason, String action, String message) {
    return new StatusEvent(Type.WARNING, reason, action, message, Optional.empty());
  }

  /**
   * The same, but once only for the same text and generation of the spec.
   *
   * @param text in which what changes with each attempt does not count
   */
  StatusEvent oncePer(String text, long generation) {
    String cause = generation + ": " + PASSING.matcher(text).replaceAll("#");
    return new StatusEvent(type, reason, action, message, Optional.of(cause));
  }

  /** Nothing is left in AWS; published when the finalizer is off. */
  public static StatusEvent deleted(String accountId) {
    return normal("Deleted", "Delete", "Nothing is left in account " + accountId);
  }
}
