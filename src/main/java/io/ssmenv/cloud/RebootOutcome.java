package io.ssmenv.cloud;

/**
 * How a reboot ended.
 *
 * @param called whether AWS was asked for it: after an error of the call it may have been accepted;
 *     after one before it, such as of the confirmation of the account, it was not
 */
public record RebootOutcome(boolean called, Outcome outcome) {

  /** Whether AWS may have accepted it, and has not said so. */
  public boolean isLost() {
    return called
        && outcome instanceof Outcome.Failed(CloudError error)
        && (error instanceof CloudError.Unavailable || error instanceof CloudError.Internal);
  }
}
