package io.ssmenv.cloud;

import java.time.Instant;

/** How a step ended. */
public sealed interface Outcome {

  /**
   * @param id the AWS id of what the step was about
   */
  record Done(String id) implements Outcome {}

  /** Not tried, because the API's budget has no room for it before {@code until}. */
  record Deferred(Instant until) implements Outcome {}

  record Failed(CloudError error) implements Outcome {}
}
