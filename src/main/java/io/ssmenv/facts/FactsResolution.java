package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.UnresolvedImage;
import java.util.List;

/** The state of the facts of an environment. */
public sealed interface FactsResolution {

  /**
   * Everything is known but the images of some instance groups.
   *
   * @param unresolvedImages the groups that lack their image
   */
  record Known(Facts facts, List<UnresolvedImage> unresolvedImages) implements FactsResolution {

    public Known {
      unresolvedImages = List.copyOf(unresolvedImages);
    }
  }

  /** A lookup is running; the environment is woken when it has ended. */
  record Pending(String message) implements FactsResolution {}

  /**
   * AWS refused to answer, or failed; the lookup is repeated.
   *
   * @param about what was looked up
   */
  record Failed(CloudError error, String about) implements FactsResolution {}
}
