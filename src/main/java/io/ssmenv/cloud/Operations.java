package io.ssmenv.cloud;

import io.ssmenv.plan.Step;

/** Performs single steps. */
public interface Operations {

  /**
   * Performs a step; returns when AWS has answered, not when it has finished. What was done is in
   * the inventory by then.
   *
   * <p>Never throws for what a service answers, and writes nothing unless the account was confirmed
   * to be {@code account} just before.
   *
   * @param account the account in which the plan was made
   */
  Outcome perform(Scope scope, Owner owner, String account, Step.Write step);
}
