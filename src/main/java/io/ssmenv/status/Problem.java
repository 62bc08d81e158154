package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import java.util.Optional;

/**
 * Something that keeps an environment from being looked at or worked on as a whole, unlike the
 * failure of a single step.
 *
 * @param reason in CamelCase, for programs
 * @param message for people: names the field or resource, and says what to do next
 * @param needsPerson whether a person has to act: nothing changes by itself
 */
public record Problem(String reason, String message, boolean needsPerson) {

  /** The credentials lead to another account than the one in which the resources are. */
  public static final String ACCOUNT_MISMATCH = "AccountMismatch";

  /**
   * What is wrong with the account that the credentials lead to. An environment stays in the
   * account of its first write: in another one, everything would look gone.
   *
   * @param accountId of the credentials at present; empty if it is not known yet
   * @return empty if it is the recorded account, or none is recorded yet
   */
  public static Optional<Problem> ofAccount(
      Optional<EnvironmentStatus> previous, String accountId) {
    return previous
        .flatMap(status -> Optional.ofNullable(status.accountId()))
        .filter(recorded -> !accountId.isEmpty() && !recorded.equals(accountId))
        .map(recorded ->
            new Problem(
                ACCOUNT_MISMATCH,
                "The operator's credentials belong to account "
                    + accountId
                    + ", but the resources of this environment are in account "
                    + recorded
                    + ": give the operator credentials of "
                    + recorded
                    + "; until then nothing is written",
                true));
  }

  /**
   * What AWS answered to something that concerns the environment as a whole.
   *
   * @param about what was asked for, for example {@code the image ami-1}
   */
  public static Problem of(String about, CloudError error) {
    return new Problem(
        Messages.reason(error),
        Messages.advised(about + ": " + error.summary(), error),
        error.needsAttention());
  }
}
