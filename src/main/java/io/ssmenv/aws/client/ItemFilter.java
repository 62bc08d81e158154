package io.ssmenv.aws.client;

/** Leaves known items out of the answers to the calls of a scope, before the SDK parses them. */
public interface ItemFilter {

  /** The filter of the calls that a thread makes. */
  ScopedValue<ItemFilter> CURRENT = ScopedValue.newInstance();

  /**
   * Is asked for each item of an answer, in order.
   *
   * @param answer the whole answer, which must not be changed
   * @param from the index of the first byte of the item
   * @param to the index after the last one
   * @return whether the item is to be parsed
   */
  boolean isNew(byte[] answer, int from, int to);

  /** The SDK has sent a call again, and asks for the items of another answer. */
  void repeated();
}
