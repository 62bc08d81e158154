package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.execute.Progress;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Key;
import java.util.List;
import java.util.Optional;

/** How an environment becomes stalled. */
enum Stall {
  WRONG_ACCOUNT("AccountMismatch"),
  WRONG_CLUSTER("ClusterMismatch"),
  REGION("RegionUnavailable"),
  UNSUPPORTED("UnsupportedSpec"),
  FAULT("InternalError"),
  SPEC("SpecRefused"),
  LOOKUP_DENIED("AccessDenied"),
  LOOKUP_INVALID("InvalidRequest"),
  STEP_DENIED("AccessDenied"),
  STEP_INVALID("InvalidRequest"),
  STEP_PROTECTED("Protected"),
  STEP_QUOTA("QuotaExceeded"),
  STEP_REFUSED("Refused"),
  PLAN_REFUSED("Refused");

  private static final CloudError DENIED = new CloudError.Denied("Call", "AccessDenied", "no");
  private static final CloudError INVALID = new CloudError.Invalid("Call", "InvalidValue", "no");

  final String reason;

  Stall(String reason) {
    this.reason = reason;
  }

  /** The status after a reconcile of the environment in this state. */
  EnvironmentStatus on(StatusScenario scenario) {
    return switch (this) {
      case WRONG_ACCOUNT ->
          unresolved(
              scenario,
              new DesiredState.WrongAccount(
                  "111122223333", "999988887777", DesiredState.WrongAccount.Basis.RECORDED));
      case WRONG_CLUSTER ->
          unresolved(scenario, new DesiredState.WrongCluster("lab", "elsewhere", true));
      case REGION -> unresolved(scenario, new DesiredState.RegionRefused("spec.region: no"));
      case SPEC -> unresolved(scenario, new DesiredState.SpecRefused("spec.role: no"));
      case LOOKUP_DENIED -> unresolved(scenario, new DesiredState.FactFailed("the zones", DENIED));
      case LOOKUP_INVALID ->
          unresolved(scenario, new DesiredState.FactFailed("the image ami-1", INVALID));
      case UNSUPPORTED ->
          store(
              scenario,
              StalledStatus.unsupportedSpec("spec.future", scenario.now)
                  .on(scenario.before(), scenario.generation, scenario.mode.deleting()));
      case FAULT ->
          store(
              scenario,
              new InternalErrorStatus(
                      CloudError.Internal.of("Reconcile", new IllegalStateException("a")),
                      scenario.now)
                  .on(scenario.before(), scenario.generation, scenario.mode.deleting()));
      case STEP_DENIED -> failed(scenario, DENIED);
      case STEP_INVALID -> failed(scenario, INVALID);
      case STEP_PROTECTED -> failed(scenario, new CloudError.Protected("Call", "Code", "no"));
      case STEP_QUOTA -> failed(scenario, new CloudError.QuotaExceeded("Call", "Code", "no"));
      case STEP_REFUSED -> failed(scenario, new CloudError.Refused("Call", "Code", "no"));
      case PLAN_REFUSED ->
          store(
              scenario,
              new StatusBuilder(
                      scenario.inputs(
                          new Plan(
                              List.of(
                                  new Step.Refuse(
                                      scenario.present.get(TopologyFixtures.VPC).resource(),
                                      "cidr differs",
                                      "no")))))
                  .status());
    };
  }

  private static EnvironmentStatus unresolved(
      StatusScenario scenario, DesiredState.Unresolved why) {
    scenario.unresolved = Optional.of(why);
    return scenario.reconcile();
  }

  private static EnvironmentStatus failed(StatusScenario scenario, CloudError error) {
    scenario.remove("subnet/workload-a");
    scenario.progress =
        new Progress(
            List.of(),
            List.of(new Progress.Failure(new Key("subnet/workload-a"), error, 1, scenario.now)),
            Optional.empty());
    return scenario.reconcile();
  }

  /** A status that {@link StatusScenario#reconcile} has not built. */
  private static EnvironmentStatus store(StatusScenario scenario, EnvironmentStatus status) {
    scenario.status = Optional.of(status);
    return status;
  }
}
