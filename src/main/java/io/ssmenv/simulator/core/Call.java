package io.ssmenv.simulator.core;

import java.time.Instant;

/**
 * A decoded call.
 *
 * @param service as in the SigV4 credential scope: {@code ec2}, {@code iam}, {@code sts}, {@code
 *     ssm}
 * @param action the operation's name
 * @param params its parameters
 * @param region as in the credential scope; IAM ignores it, because it varies with the client
 * @param account the account of the access key; its lock is held while the action runs
 * @param accessKeyId the caller
 * @param requestId AWS's id of the request
 * @param now the simulated time of the call
 */
public record Call(
    String service,
    String action,
    Params params,
    String region,
    SimulatedAccount account,
    String accessKeyId,
    String requestId,
    Instant now) {

  /** The account's id, 12 digits. */
  public String accountId() {
    return account.id();
  }
}
