package io.ssmenv.simulator.core;

import java.time.Instant;

/**
 * One call, decoded.
 *
 * @param service as in the SigV4 credential scope: {@code ec2}, {@code iam}, {@code sts}, {@code
 *     ssm}
 * @param action the operation's name
 * @param params its parameters
 * @param region as in the credential scope; IAM's varies with the client and means nothing
 * @param account the account that the access key belongs to; its lock is held while the action runs
 * @param accessKeyId who calls
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
