package io.ssmenv.facts;

import io.ssmenv.blueprint.Facts;
import io.ssmenv.cloud.CloudError;
import java.time.Instant;

/** Where the resolution of an environment's facts stands. */
public sealed interface Resolution {

  record Known(Facts facts) implements Resolution {}

  /** AWS is being asked; the environment is woken when it has answered. */
  record Pending(String sentence) implements Resolution {}

  /**
   * @param about what was asked for
   * @param retryAt when it is asked again
   */
  record Failed(CloudError error, String about, Instant retryAt) implements Resolution {}
}
