package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.Optional;

/** What EC2 has to know of IAM's instance profiles. IAM provides it. */
@FunctionalInterface
public interface InstanceProfileSource {
  /**
   * A profile as it is, however young.
   *
   * @param name its name
   * @param arn its ARN
   * @param id its unique id, {@code AIPA…}
   * @param createdAt simulated time; EC2 refuses a profile for some seconds after this
   * @param roleName the role in it, if there is one
   * @param roleArn the same as an ARN
   */
  record ProfileView(
      String name,
      String arn,
      String id,
      Instant createdAt,
      Optional<String> roleName,
      Optional<String> roleArn) {}

  /** Finds a profile of an account by its name or its ARN; the account's lock has to be held. */
  Optional<ProfileView> find(String accountId, String nameOrArn);
}
