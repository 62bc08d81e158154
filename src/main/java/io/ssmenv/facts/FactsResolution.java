package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.desired.UnresolvedImage;
import java.util.List;

/** The state of the facts of an environment. */
public sealed interface FactsResolution {

  /**
   * So much is known that the environment can be reconciled.
   *
   * @param facts what is known
   * @param assumed the same, with a placeholder for each value that could not be looked up
   * @param unresolvedImages the groups that lack their image
   * @param unresolved the values that could not be looked up
   */
  record Known(
      Facts facts,
      Facts assumed,
      List<UnresolvedImage> unresolvedImages,
      List<UnresolvedFact> unresolved)
      implements FactsResolution {

    public Known {
      unresolvedImages = List.copyOf(unresolvedImages);
      unresolved = List.copyOf(unresolved);
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
