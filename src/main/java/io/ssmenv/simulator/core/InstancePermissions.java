package io.ssmenv.simulator.core;

import java.util.Optional;

/** Tells Systems Manager what programs on an instance may do. IAM implements it. */
@FunctionalInterface
public interface InstancePermissions {
  /**
   * Returns why an instance may not call an action; empty if it may. The caller holds the account's
   * lock.
   *
   * @param profileArn the instance profile that is associated with the instance
   * @param action such as {@code ssm:UpdateInstanceInformation}
   */
  Optional<String> denialReason(String accountId, Optional<String> profileArn, String action);

  /** Returns why an instance may not access a resource; empty if it may. */
  default Optional<String> denialReason(
      String accountId, Optional<String> profileArn, Access access) {
    return denialReason(accountId, profileArn, access.action());
  }
}
