package io.ssmenv.simulator.core;

import java.time.Instant;

/**
 * A completed call.
 *
 * @param time real time
 * @param service as in the credential scope
 * @param action the operation
 * @param parameters its parameters, flattened
 * @param accountId the caller's account
 * @param accessKeyId the caller
 * @param region as in the credential scope
 * @param mutating whether the operation can change state
 * @param outcome {@code OK} or AWS's error code
 * @param subject the id or name of the main resource, or the empty string
 * @param remark the injected fault that the outcome does not show, such as {@code answer lost}, or
 *     the empty string
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

  /** Returns whether the call succeeded and can have changed state. */
  public boolean wrote() {
    return mutating && outcome.equals(OK);
  }
}
