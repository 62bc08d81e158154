package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.Facts;

/** The state of the facts of an environment. */
public sealed interface FactsResolution {

  record Known(Facts facts) implements FactsResolution {}

  /** A lookup is running; the environment is woken when it has ended. */
  record Pending(String message) implements FactsResolution {}

  /**
   * AWS refused to answer, or failed; the lookup is repeated.
   *
   * @param about what was looked up
   */
  record Failed(CloudError error, String about) implements FactsResolution {}
}
