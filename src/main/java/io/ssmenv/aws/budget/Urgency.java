package io.ssmenv.aws.budget;

/** Which of the callers of an API come first. */
public enum Urgency {
  /** Repairs and changes of an environment that has an instance. */
  CHANGE,
  /** Environments without instances: they are built or deleted, perhaps a thousand at once. */
  BULK
}
