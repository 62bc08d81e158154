package io.ssmenv.simulator.core;

import java.util.Map;

/**
 * An existing resource.
 *
 * @param accountId its account
 * @param region its region, or {@code global}
 * @param type AWS's resource type, such as {@code natgateway} or {@code role}
 * @param id its id, or its name in IAM
 * @param state its state, or the empty string if the type has no states
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
