package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.iam.Callers;

/** Refuses what a caller may not do, before the call itself is looked at. */
final class Gate {
  private final Services services;
  private final Callers callers;

  Gate(Services services, Callers callers) {
    this.services = services;
    this.callers = callers;
  }

  /**
   * Lets a call pass if its caller is allowed all that it needs.
   *
   * @throws AwsError the service's own refusal, which names action and resource
   */
  void check(Call call) {
    if (callers.isRestricted(call.accessKeyId())) {
      callers
          .refused(call.accessKeyId(), services.neededFor(call))
          .ifPresent(access -> {
            throw refusal(call, access);
          });
    }
  }

  private static AwsError refusal(Call call, Access access) {
    String message =
        "User: arn:aws:sts::%s:assumed-role/caller/%s is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
            .formatted(
                call.accountId(),
                call.accessKeyId(),
                access.action(),
                access.resource(),
                access.action());
    return switch (call.service()) {
      case "ec2" ->
          new AwsError(
              "UnauthorizedOperation",
              "You are not authorized to perform this operation. " + message,
              403);
      case "ssm" -> new AwsError("AccessDeniedException", message);
      default -> new AwsError("AccessDenied", message, 403);
    };
  }
}
