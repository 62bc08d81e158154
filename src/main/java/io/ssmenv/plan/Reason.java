package io.ssmenv.plan;

/**
 * Why a step is taken: the same value in the log, in the event and in the status.
 *
 * @param message without the key of the resource, which the step has
 */
public record Reason(Code code, String message) {

  public enum Code {
    /** It does not exist. */
    MISSING,
    /** It differs from what is desired. */
    DIFFERENT,
    /** It cannot be changed in place, and has to be replaced. */
    REPLACED,
    /** AWS reports that it failed. */
    FAILED,
    /** Another resource has the same key. */
    DUPLICATE,
    /** The spec no longer asks for it. */
    NO_LONGER_DESIRED,
    /** It belongs to the previous connectivity path, and the agents are online over the new one. */
    SUPERSEDED,
    /** The environment is being deleted. */
    ENVIRONMENT_DELETED
  }
}
