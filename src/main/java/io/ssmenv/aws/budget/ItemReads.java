package io.ssmenv.aws.budget;

/**
 * Decides whether an API that returns what a listing does not contain can be called now for one
 * resource of it.
 */
@FunctionalInterface
public interface ItemReads {

  /** Allows every call. */
  ItemReads UNLIMITED = (action, calls) -> true;

  /** Takes calls of an API, if all of them can be made now. */
  boolean tryTake(String action, int calls);

  /**
   * Returns how many resources that were read before are to be read again now, in turn. They are
   * not returned again. One each time, unless the budget spreads them over time.
   *
   * @param known how many there are
   */
  default int turns(String action, int known) {
    return Math.min(1, known);
  }
}
