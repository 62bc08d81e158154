package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The account that the status records. Anybody with access to the status can edit it, so the
 * environment's VPC decides if it exists: AWS says which account owns it. Otherwise the recorded
 * account counts, because the resources in it cannot be seen with other credentials.
 */
public final class RecordedAccount {

  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  private RecordedAccount() {}

  /** The account of the environment; empty if it is not known yet. */
  public static Optional<String> of(EnvironmentStatus status, Observation observed) {
    return observed
        .find(Key.of("vpc"))
        .flatMap(vpc -> vpc.detail(Observed.OWNER_ACCOUNT))
        .filter(observed.accountId()::equals)
        .or(() -> of(status));
  }

  /** The recorded account; empty if there is none, or if it is not the id of an account. */
  public static Optional<String> of(EnvironmentStatus status) {
    return Optional.ofNullable(status.accountId()).filter(id -> ACCOUNT.matcher(id).matches());
  }
}
