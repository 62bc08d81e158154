package io.ssmenv.simulator.core;

import java.time.Instant;

/**
 * A call that was answered.
 *
 * @param time real time
 * @param service as in the credential scope
 * @param action the operation
 * @param parameters its parameters, flattened
 * @param accountId the caller's account
 * @param accessKeyId who called
 * @param region as in the credential scope
 * @param mutating whether the operation can change anything
 * @param outcome {@code OK} or AWS's error code
 * @param subject what it was about: the main id or name, or the empty string
 * @param remark which fault it suffered unseen, such as {@code answer lost}, or the empty string
 */
public record CallRecord(
    Instant time,
    String service,
    String action,
    String parameters,
    String accountId,
    String accessKeyId,
    String region,
    boolean mutating,
    String outcome,
    String subject,
    String remark) {

  /** The outcome of calls that succeeded. */
  public static final String OK = "OK";

  /** Whether the call succeeded and can have changed something. */
  public boolean wrote() {
    return mutating && outcome.equals(OK);
  }
}
