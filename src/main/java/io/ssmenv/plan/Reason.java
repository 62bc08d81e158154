package io.ssmenv.plan;

/**
 * Why a step is taken: the same value in the log, in the event and in the status.
 *
 * @param message names the resource
 */
public record Reason(Code code, String message) {

  public enum Code {
    /** It does not exist. */
    MISSING,
    /** It is not as it should be. */
    DIFFERENT,
    /** It can't be changed, and another one has to take its place. */
    REPLACED,
    /** AWS says that it will never work. */
    FAILED,
    /** Another one has the same key. */
    DUPLICATE,
    /** The environment, as it is specified now, has no use for it. */
    NO_LONGER_DESIRED,
    /**
     * It belongs to the former way to Systems Manager, and the agents have answered over the new.
     */
    SUPERSEDED,
    /** The environment is deleted. */
    ENVIRONMENT_DELETED
  }
}
