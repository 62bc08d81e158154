package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.PlanGates;
import io.ssmenv.plan.Planner;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Topology;

/** Plans the next steps that take an environment to its desired state. */
record EnvironmentPlanner(Planner planner) {

  /** The next steps. */
  Plan plan(ReconcileRequest request, DesiredState desired, Observation observed, PlanGates gates) {
    return switch (desired) {
      case DesiredState.Adopting _ -> AdoptionPlanner.plan(request.owner(), observed);
      case DesiredState.Unresolved _ -> Plan.EMPTY;
      case DesiredState.Deleted _ when request.mode() == ReconcileMode.RETAINED ->
          RetainPlanner.plan(observed);
      case DesiredState.Deleted _ -> planner.plan(Topology.EMPTY, observed, PlanGates.NONE);
      case DesiredState.Resolved resolved -> planner.plan(resolved.topology(), observed, gates);
    };
  }
}
