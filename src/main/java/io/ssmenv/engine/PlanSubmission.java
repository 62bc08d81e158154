package io.ssmenv.engine;

import io.ssmenv.cloud.Cloud;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.execute.PlanExecutor;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted;

/** Gives plans to the executor, if their environment may be changed. */
record PlanSubmission(ForeignVpcRefresh foreign, PlanExecutor executor) {

  /**
   * Nothing is written before the finalizer is set, and account and ids are in the status; no
   * session document before the status says that there may be one.
   *
   * @param mark of the executor at the beginning of the reconcile
   */
  Progress submit(
      ReconcileRequest request,
      Observation observed,
      DesiredState desired,
      Cloud cloud,
      Plan plan,
      long mark) {
    boolean allowed =
        foreign.allows(
            request, desired, observed, plan, cloud.facts(), cloud.inventory().awsTime());
    boolean writes =
        request.mayWrite(observed.accountId())
            && observed.unlisted().values().stream()
                .noneMatch(why -> why.cause() == Unlisted.Cause.SUDDEN_LOSS);
    if (request.isBuiltIn(observed.accountId())) {
      cloud.heartbeats().beat(observed.accountId());
    }
    if (desired instanceof DesiredState.Unresolved && !(desired instanceof DesiredState.Adopting)) {
      return executor.progress(request.owner());
    }
    return allowed && writes
        ? executor.submit(
            cloud.operations(),
            request.owner(),
            observed,
            new DocumentRecord(request).submittable(plan),
            mark)
        : executor.progress(request.owner(), observed, plan);
  }
}
