package io.ssmenv.simulator.core;

import java.util.Map;

/**
 * Something that exists in an account.
 *
 * @param accountId whose it is
 * @param region where, or {@code global}
 * @param type AWS's resource type, such as {@code natgateway} or {@code role}
 * @param id its id, or its name in IAM
 * @param state its state, or the empty string for what has none
 * @param tags its tags
 */
public record ResourceSummary(
    String accountId,
    String region,
    String type,
    String id,
    String state,
    Map<String, String> tags) {
  /** Copies the tags. */
  public ResourceSummary {
    tags = Map.copyOf(tags);
  }
}
