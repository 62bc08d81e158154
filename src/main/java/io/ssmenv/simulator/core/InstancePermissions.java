package io.ssmenv.simulator.core;

import java.util.Optional;

/** What Systems Manager has to know of what programs on an instance may do. IAM provides it. */
@FunctionalInterface
public interface InstancePermissions {
  /**
   * Why an instance may not call an action; empty if it may. The account's lock has to be held.
   *
   * @param profileArn the instance profile that is associated with the instance
   * @param action such as {@code ssm:UpdateInstanceInformation}
   */
  Optional<String> denialReason(String accountId, Optional<String> profileArn, String action);
}
