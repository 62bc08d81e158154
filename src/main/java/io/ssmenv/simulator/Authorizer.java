package io.ssmenv.simulator;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.RegionCatalog;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.Principals.Denied;
import io.ssmenv.simulator.wire.CredentialScope;
import java.time.Instant;
import java.util.Optional;

/** Checks credentials and permissions before a call is executed. */
final class Authorizer {
  /** Its region varies with the client. */
  private static final String GLOBAL_SERVICE = "iam";

  private final SimulatedServices services;
  private final Principals principals;

  Authorizer(SimulatedServices services) {
    this.services = services;
    this.principals = services.principals();
  }

  /**
   * Checks that the credentials were issued, belong together and have not expired, and that the
   * account can use the region. In a region that is not enabled no credentials are valid [D].
   *
   * @throws AwsError the service's own error if they are not valid
   */
  void authenticate(
      CredentialScope caller,
      SimulatedAccount account,
      Optional<String> token,
      ErrorDialect dialect,
      Instant now) {
    if (!caller.service().equals(GLOBAL_SERVICE)) {
      checkRegion(caller.region(), account, dialect);
    }
    principals.check(caller.accessKeyId(), token, dialect, now);
  }

  private static void checkRegion(String region, SimulatedAccount account, ErrorDialect dialect) {
    if (!RegionCatalog.exists(region)) {
      throw dialect.unknownRegion(region);
    }
    if (!account.isEnabled(region)) {
      throw dialect.invalidCredentials();
    }
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
