package io.ssmenv.simulator.sts;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.RoleSession;
import io.ssmenv.simulator.iam.SimulatedRole;
import java.time.Duration;
import java.util.List;

/**
 * Returns temporary credentials of a role to principals that the role trusts.
 *
 * <p>The duration of the credentials is real time at any speed: the SDKs renew them five real
 * minutes ahead, which in a fast simulation would be all the time.
 */
public final class AssumeRoleAction implements ActionGroup {
  private static final Duration HOUR = Duration.ofHours(1);

  private final SimClock clock;
  private final Principals principals;

  /** Creates the family. IAM keeps the roles and the sessions. */
  public AssumeRoleAction(Simulation simulation, Principals principals) {
    this.clock = simulation.clock();
    this.principals = principals;
  }

  @Override
  public String service() {
    return "sts";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read(
            "AssumeRole",
            this::assume,
            "RoleArn",
            "RoleSessionName",
            "ExternalId",
            "DurationSeconds",
            "Policy",
            "Tags.Key",
            "Tags.Value"));
  }

  private Struct assume(Call call) {
    SessionRequest request = SessionRequest.of(call.params());
    SimulatedRole role = requireRole(call, request, "sts:AssumeRole");
    if (!request.tags().isEmpty()) {
      requireRole(call, request, "sts:TagSession");
    }
    Duration duration = request.duration(role);
    if (duration.compareTo(HOUR) > 0 && principals.session(call).isPresent()) {
      throw ErrorWords.error("validation-error-chained-duration");
    }
    RoleSession session =
        principals.open(
            role,
            request.name(),
            request.tags(),
            request.policy(),
            call.now().plus(clock.toSimulated(duration)));
    return request.response(session);
  }

  /**
   * Returns the role if it exists and the caller may perform the action on it. AWS returns the same
   * error in both cases.
   */
  private SimulatedRole requireRole(Call call, SessionRequest request, String action) {
    return principals
        .role(request.roleArn(), call.now())
        .filter(role -> principals.trusted(call, role, access(action, role, request)))
        .orElseThrow(() ->
            ErrorWords.error(
                "access-denied", principals.of(call).arn(), action, request.roleArn()));
  }

  private static Access access(String action, SimulatedRole role, SessionRequest request) {
    return Access.to(action, request.roleArn())
        .withResourceTags(role.tags())
        .withRequestTags(request.tags())
        .with("sts:RoleSessionName", request.name())
        .with("sts:ExternalId", request.externalId().stream().toArray(String[]::new));
  }
}
