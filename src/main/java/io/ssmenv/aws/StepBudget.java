package io.ssmenv.aws;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.budget.StepActions;
import io.ssmenv.aws.budget.Urgency;
import io.ssmenv.aws.inventory.WriteRecords;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import java.time.Instant;
import java.util.Optional;

/**
 * Takes the calls of steps from the budget: first those of environments at work, then those of
 * environments that are built or deleted.
 */
record StepBudget(ApiBudget budget, WriteRecords writes) {

  /** Returns when to try again; empty if the step can be done now. */
  Optional<Instant> tryTake(Owner owner, String account, Step.Write step) {
    String caller = owner.uid() + "/" + step.slot();
    boolean bulk =
        step.reason().code() == Reason.Code.ENVIRONMENT_DELETED
            || !writes.hasInstance(account, owner);
    Urgency urgency = bulk ? Urgency.BULK : Urgency.CHANGE;
    return StepActions.check(step)
        .flatMap(check -> budget.tryTake(check, caller, urgency))
        .or(() -> budget.tryTake(StepActions.of(step), caller, urgency));
  }

  Optional<Instant> tryTakeReboot(Owner owner, String instanceId) {
    return budget.tryTake("RebootInstances", owner.uid() + "/" + instanceId, Urgency.CHANGE);
  }

  /** A call has failed: after too many, fewer are made. */
  void failed(CloudError error) {
    if (error instanceof CloudError.Throttled throttled) {
      budget.throttled(throttled.action());
    }
  }
}
