package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.Principals.Denied;
import io.ssmenv.simulator.wire.CredentialScope;
import java.time.Instant;
import java.util.Optional;

/** Refuses what a caller may not do, before the call itself is looked at. */
final class Authorizer {
  private final SimulatedServices services;
  private final Principals principals;

  Authorizer(SimulatedServices services) {
    this.services = services;
    this.principals = services.principals();
  }

  /**
   * Lets credentials pass that were given to somebody, belong together and are not too old.
   *
   * @throws AwsError the service's own refusal
   */
  void authenticate(
      CredentialScope caller, Optional<String> token, ErrorDialect dialect, Instant now) {
    principals.check(caller.accessKeyId(), token, dialect, now);
  }

  /**
   * Lets a call pass if its caller is allowed all that it needs.
   *
   * @throws AwsError the service's own refusal, which names action and resource
   */
  void authorize(Call call) {
    if (principals.isRestricted(call)) {
      principals
          .firstDenied(call, services.requiredAccess(call))
          .ifPresent(denied -> {
            throw denied(call, denied);
          });
    }
  }

  private AwsError denied(Call call, Denied denied) {
    Access access = denied.access();
    String message =
        "User: %s is not authorized to perform: %s on resource: %s %s"
            .formatted(
                principals.of(call).arn(),
                access.action(),
                access.resource(),
                denied.explicit()
                    ? "with an explicit deny in an identity-based policy"
                    : "because no identity-based policy allows the %s action"
                        .formatted(access.action()));
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
