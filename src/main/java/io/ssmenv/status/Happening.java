package io.ssmenv.status;

/**
 * Something that a person would want to know, to be published as a Kubernetes Event about the
 * environment.
 *
 * @param reason in CamelCase, at most 128 characters
 * @param action what the operator did or does, in CamelCase
 * @param message at most 1,024 characters, which is what an Event takes [D]
 */
public record Happening(Type type, String reason, String action, String message) {

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

  public Happening {
    message = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
  }

  static Happening normal(String reason, String action, String message) {
    return new Happening(Type.NORMAL, reason, action, message);
  }

  static Happening warning(String reason, String action, String message) {
    return new Happening(Type.WARNING, reason, action, message);
  }

  /** Nothing is left in AWS; published when the finalizer is off. */
  public static Happening deleted(String accountId) {
    return normal("Deleted", "Delete", "Nothing is left in account " + accountId);
  }
}
