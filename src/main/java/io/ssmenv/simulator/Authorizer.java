package io.ssmenv.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.RegionCatalog;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.iam.Principals;
import io.ssmenv.simulator.iam.Principals.Denied;
import io.ssmenv.simulator.wire.CredentialScope;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Checks credentials and permissions before a call is executed. */
final class Authorizer {
  /** Its region varies with the client. */
  private static final String GLOBAL_SERVICE = "iam";

  /** EC2 leaves it out of its message [C]. */
  private static final String ANY_RESOURCE = "*";

  private final SimulatedServices services;
  private final Principals principals;
  private final SeededRandom random;

  Authorizer(SimulatedServices services, SeededRandom random) {
    this.services = services;
    this.random = random;
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

  private void checkRegion(String region, SimulatedAccount account, ErrorDialect dialect) {
    if (!RegionCatalog.exists(region)) {
      throw dialect.unknownRegion(random, region);
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

  /** Stands for the details that only AWS can decode. They differ each time [F]. */
  private static String encoded(Call call) {
    return Base64.getUrlEncoder().encodeToString(call.requestId().getBytes(UTF_8));
  }

  private AwsError denied(Call call, Denied denied) {
    Access access = denied.access();
    String error =
        switch (call.service()) {
          case "ec2" ->
              access.resource().equals(ANY_RESOURCE)
                  ? "unauthorized-operation-any"
                  : "unauthorized-operation";
          case "ssm", "logs", "kms" -> "access-denied-exception";
          default -> "access-denied";
        };
    return ErrorWords.error(
        error + (denied.explicit() ? "-explicit" : "-implicit"),
        principals.of(call).arn(),
        access.action(),
        access.resource(),
        encoded(call));
  }
}
