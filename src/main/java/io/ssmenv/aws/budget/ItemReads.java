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
}
