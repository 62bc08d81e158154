package io.ssmenv.cloud;

/**
 * Why a call failed, by what it means for the engine. Every one quotes the service's own code and
 * message.
 */
public sealed interface CloudError {

  /** The API action, for example {@code RunInstances}. */
  String action();

  /** The service's error code, for example {@code VcpuLimitExceeded}. */
  String code();

  String message();

  /** The thing that the call was about, or referred to, does not exist, or is not visible yet. */
  record NotFound(String action, String code, String message) implements CloudError {}

  /** There is one already. */
  record AlreadyExists(String action, String code, String message) implements CloudError {}

  /** Something else still uses it, or it is not yet in a state for this. It passes. */
  record Conflict(String action, String code, String message) implements CloudError {}

  /** Too many calls. */
  record Throttled(String action, String code, String message) implements CloudError {}

  /** The credentials don't allow it, or there are none. */
  record Denied(String action, String code, String message) implements CloudError {}

  /** Somebody has protected it, for example from termination, and has to take that off. */
  record Protected(String action, String code, String message) implements CloudError {}

  /** A quota of the account is exhausted. */
  record QuotaExceeded(String action, String code, String message) implements CloudError {}

  /** AWS has no room for it at present. */
  record NoCapacity(String action, String code, String message) implements CloudError {}

  /** The request is wrong and stays wrong until the spec changes. */
  record Invalid(String action, String code, String message) implements CloudError {}

  /**
   * The client token belongs to a resource which is dead: the next incarnation is asked for.
   *
   * @param resourceId the id of that resource; empty if the service did not name it
   */
  record StaleClientToken(String action, String code, String message, String resourceId)
      implements CloudError {}

  /** No answer, or a server error: whether it was done is not known. */
  record Unavailable(String action, String code, String message) implements CloudError {}

  /** A refusal of our own: what was found is not ours, or is not what the plan was made for. */
  record Refused(String action, String code, String message) implements CloudError {}

  /**
   * A fault of the operator, such as a NullPointerException. Whether the call was made is not
   * known.
   */
  record InternalError(String action, String code, String message) implements CloudError {

    /** The error for something that neither AWS nor the network can have caused. */
    public static InternalError of(String action, Throwable fault) {
      return new InternalError(
          action,
          fault.getClass().getSimpleName(),
          "this is a fault of the operator, not of AWS or the spec; its log has the stack trace");
    }
  }

  /** Whether a person has to do something: nothing changes by itself. */
  default boolean needsAttention() {
    return switch (this) {
      case Denied denied -> true;
      case Protected guarded -> true;
      case QuotaExceeded quota -> true;
      case Invalid invalid -> true;
      case Refused refused -> true;
      case NotFound notFound -> false;
      case AlreadyExists exists -> false;
      case Conflict conflict -> false;
      case Throttled throttled -> false;
      case NoCapacity capacity -> false;
      case StaleClientToken token -> false;
      case Unavailable unavailable -> false;
      case InternalError fault -> true;
    };
  }

  /** For people: {@code RunInstances: VcpuLimitExceeded: You have requested more vCPU …}. */
  default String summary() {
    return action() + ": " + code() + ": " + message();
  }
}
