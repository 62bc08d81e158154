package io.ssmenv.cloud;

import io.ssmenv.plan.Step;
import java.util.List;

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

  /**
   * Reboots an instance. AWS only queues the request, and nothing that it lists shows it, so that a
   * repetition is a second reboot. Otherwise as {@link #perform}.
   */
  RebootOutcome reboot(Owner owner, String account, String instanceId);

  /**
   * Asks AWS what keeps a resource from being deleted. Called when the deletion has failed with a
   * conflict more than once in a row.
   *
   * @return see {@link ResourceHandler#blockers}; never throws for an error of AWS
   */
  List<String> blockers(Owner owner, String account, Step.Delete step);
}
