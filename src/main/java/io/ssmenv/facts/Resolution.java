package io.ssmenv.facts;

import io.ssmenv.blueprint.Facts;
import io.ssmenv.cloud.CloudError;

/** Where the resolution of an environment's facts stands. */
public sealed interface Resolution {

  record Known(Facts facts) implements Resolution {}

  /** AWS is being asked; the environment is woken when it has answered. */
  record Pending(String sentence) implements Resolution {}

  /**
   * AWS has refused or failed to answer; it is asked again.
   *
   * @param about what was asked for
   */
  record Failed(CloudError error, String about) implements Resolution {}
}
