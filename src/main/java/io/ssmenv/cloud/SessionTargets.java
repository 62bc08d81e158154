package io.ssmenv.cloud;

import java.util.Optional;

/**
 * What the preferences of sessions name, and somebody else owns.
 *
 * @param group the name of a log group
 * @param bucket the name of a bucket
 * @param key the id, alias or ARN of a key
 */
public record SessionTargets(
    Optional<String> group, Optional<String> bucket, Optional<String> key) {

  /** Whether they name nothing. */
  public boolean isEmpty() {
    return group.isEmpty() && bucket.isEmpty() && key.isEmpty();
  }
}
