package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.Principals.Denied;
import io.ssmenv.simulator.wire.CredentialScope;
import java.time.Instant;
import java.util.Optional;

/** Checks credentials and permissions before a call is executed. */
final class Authorizer {
  private final SimulatedServices services;
  private final Principals principals;

  Authorizer(SimulatedServices services) {
    this.services = services;
    this.principals = services.principals();
  }

  /**
   * Checks that the credentials were issued, belong together and have not expired.
   *
   * @throws AwsError the service's own error if they are not valid
   */
  void authenticate(
      CredentialScope caller, Optional<String> token, ErrorDialect dialect, Instant now) {
    principals.check(caller.accessKeyId(), token, dialect, now);
  }

  /**
   * Checks that the caller has every permission that the call needs.
   *
   * @throws AwsError the service's own error, which names action and resource
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
      case "ec2" -> ErrorWords.error("unauthorized-operation", message);
      case "ssm" -> new AwsError("AccessDeniedException", message);
      default -> new AwsError("AccessDenied", message, 403);
    };
  }
}
