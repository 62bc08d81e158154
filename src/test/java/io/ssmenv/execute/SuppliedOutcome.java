package io.ssmenv.execute;

import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.plan.Step;
import java.util.List;
import java.util.function.Supplier;

/** Operations that end as a test says. */
record SuppliedOutcome(Supplier<Outcome> outcome) implements Operations {

  @Override
  public Outcome perform(Owner owner, String account, Step.Write step) {
    return outcome.get();
  }

  @Override
  public RebootOutcome reboot(Owner owner, String account, String instanceId) {
    return new RebootOutcome(true, outcome.get());
  }

  @Override
  public List<String> blockers(Owner owner, String account, Step.Delete step) {
    return List.of();
  }
}
