package io.ssmenv.aws.budget;

/** Which of the callers of an API come first. */
public enum Urgency {
  /** Repairs, and what a person has changed in an environment at work. */
  CHANGE,
  /** Environments that are built or deleted, which may be a thousand at once. */
  BULK
}
