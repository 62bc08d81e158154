package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Collects what keeps a resource from being deleted, one kind after the other. A kind that cannot
 * be listed, for example because the operator has an older policy, hides no other kind.
 */
public final class BlockerSearch {

  private final List<String> found = new ArrayList<>();
  private final List<String> unlisted = new ArrayList<>();

  /**
   * Adds the resources of a kind.
   *
   * @param kind in the plural, such as {@code subnets}
   * @param action that lists it
   * @param listing returns the resources that block, each with its type and id
   */
  public BlockerSearch add(String kind, String action, Supplier<List<String>> listing) {
    try {
      found.addAll(listing.get());
    } catch (SdkException e) {
      CloudError error = ErrorClassifier.classify(action, e);
      if (!(error instanceof CloudError.NotFound)) { // What is gone has nothing that blocks it.
        unlisted.add(kind + " (" + error.action() + ": " + error.code() + ")");
      }
    }
    return this;
  }

  /** Returns what was found, and last, what could not be listed. */
  public List<String> blockers() {
    List<String> all = new ArrayList<>(found.stream().distinct().toList());
    if (!unlisted.isEmpty()) {
      all.add("resources that could not be listed: " + String.join(", ", unlisted));
    }
    return List.copyOf(all);
  }
}
