package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.Optional;

/** Gives EC2 access to IAM's instance profiles. IAM implements it. */
@FunctionalInterface
public interface InstanceProfileSource {
  /**
   * A profile in its actual state, without read lag.
   *
   * @param name its name
   * @param arn its ARN
   * @param id its unique id, {@code AIPA…}
   * @param createdAt simulated time; EC2 rejects the profile for some seconds after this
   * @param roleName the name of its role, if it has one
   * @param roleArn the ARN of its role, if it has one
   */
  record ProfileView(
      String name,
      String arn,
      String id,
      Instant createdAt,
      Optional<String> roleName,
      Optional<String> roleArn) {}

  /** Finds a profile of an account by its name or its ARN. The caller holds the account's lock. */
  Optional<ProfileView> find(String accountId, String nameOrArn);
}
