package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.facts.ForeignVpcs;
import io.ssmenv.facts.ForeignVpcs.Need;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.util.Optional;

/**
 * Has the VPC of somebody else read again before anything is written there: its owner may have
 * withdrawn the consent, or changed what the environment needs.
 */
record ForeignVpcRefresh(ForeignVpcs vpcs) {

  /** What is known of the VPC now. */
  ForeignVpcReading reading(ReconcileRequest request, Observation observed) {
    return vpcs.of(request.owner(), observed.accountId());
  }

  /**
   * Whether the steps of a plan may be started. If what they are based on is too old, the
   * environment is woken when it has been read again. What was read before an agent fell silent is
   * too old, because an endpoint, a gateway or a route of somebody else may be gone since.
   *
   * @param awsTime now, by the clock of AWS
   */
  boolean allows(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      Plan plan,
      FactSource source,
      Instant awsTime) {
    Optional<ExistingVpc> where = request.spec().networkOrDefault().existingVpc();
    if (where.isEmpty()) {
      return true;
    }
    return switch (desired) {
      case DesiredState.Deleted _ -> true; // It creates nothing, and needs nobody's consent.
      case DesiredState.Adopting _ -> true; // Only the tags of its own resources are written.
      case DesiredState.Unobserved _ -> false;
      case DesiredState.SpecRefused _ -> false;
      case DesiredState.Unresolved _ ->
          vpcs.isRecent(
              request.owner(),
              source,
              where.get(),
              observed.accountId(),
              Need.ANOTHER_ANSWER,
              Timing.FOREIGN_VPC_AGE);
      case DesiredState.Resolved resolved ->
          vpcs.isRecent(
              request.owner(),
              source,
              where.get(),
              observed.accountId(),
              need(request, resolved, plan),
              SilentAgents.amissFor(observed, awsTime)
                  .filter(age -> age.compareTo(Timing.FOREIGN_VPC_AGE) < 0)
                  .orElse(Timing.FOREIGN_VPC_AGE));
    };
  }

  private static Need need(ReconcileRequest request, DesiredState.Resolved desired, Plan plan) {
    if (request.mode().submitsSteps() && plan.writes().stream().anyMatch(Step.Write::ready)) {
      return Need.WRITES;
    }
    return desired.unplacedZones().isPresent() ? Need.ANOTHER_ANSWER : Need.NOTHING;
  }
}
