package io.ssmenv.aws.budget;

import java.util.function.BooleanSupplier;

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
   * Returns what takes the calls of one listing, one resource after the other. A listing keeps
   * those that are read with it waiting, so it does not go on for long: the next one reads the
   * others.
   *
   * @param calls for each resource
   */
  default BooleanSupplier ofListing(String action, int calls) {
    return () -> tryTake(action, calls);
  }

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
