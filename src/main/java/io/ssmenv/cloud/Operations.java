package io.ssmenv.cloud;

import io.ssmenv.plan.Step;

/** Performs single steps in one scope. */
public interface Operations {

  /**
   * Performs a step; returns when AWS has answered, not when AWS has finished. The inventory knows
   * of the change by then.
   *
   * <p>Never throws for an answer of AWS, and writes nothing unless the account was confirmed to be
   * {@code account} immediately before.
   *
   * @param account the id of the account for which the plan was made
   */
  Outcome perform(Owner owner, String account, Step.Write step);
}
