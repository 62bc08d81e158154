package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.Facts;

/** Where the resolution of an environment's facts stands. */
public sealed interface FactsResolution {

  record Known(Facts facts) implements FactsResolution {}

  /** AWS is being asked; the environment is woken when it has answered. */
  record Pending(String message) implements FactsResolution {}

  /**
   * AWS has refused or failed to answer; it is asked again.
   *
   * @param about what was asked for
   */
  record Failed(CloudError error, String about) implements FactsResolution {}
}
