package io.ssmenv.cloud;

import java.time.Instant;

/** How a step ended. */
public sealed interface Outcome {

  /**
   * AWS accepted the step.
   *
   * @param id the AWS id of the resource
   */
  record Done(String id) implements Outcome {}

  /**
   * A resource that AWS had accepted and given up on was deleted.
   *
   * @param id the AWS id of the resource
   * @param cause why AWS gave up on it
   */
  record DeletedFailed(String id, CloudError cause) implements Outcome {}

  /** Not tried, because the API budget is used up until {@code until}. */
  record Deferred(Instant until) implements Outcome {}

  record Failed(CloudError error) implements Outcome {}
}
