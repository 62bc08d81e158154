package io.ssmenv.cloud;

import io.ssmenv.plan.Step;

/** Performs single steps in one scope. */
public interface Operations {

  /**
   * Performs a step; returns when AWS has responded, not when AWS has finished. When it returns,
   * the inventory has recorded the change.
   *
   * <p>Never throws for an error of AWS, and writes nothing unless the account was confirmed to be
   * {@code account} immediately before.
   *
   * @param account the id of the account for which the plan was made
   */
  Outcome perform(Owner owner, String account, Step.Write step);
}
