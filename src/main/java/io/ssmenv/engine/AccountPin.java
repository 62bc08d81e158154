package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState.WrongAccount;
import io.ssmenv.desired.DesiredState.WrongAccount.Basis;
import io.ssmenv.state.RecordedAccount;
import io.ssmenv.topology.Observation;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The account in which an environment belongs. Credentials of another account would otherwise start
 * new environments there, which could neither be finished nor deleted once the right credentials
 * are back.
 *
 * @param setting the account that the administrator has set
 * @param recorded the accounts in the statuses of all environments of the operator. It is only
 *     asked for an environment that has recorded none.
 */
public record AccountPin(Optional<String> setting, Supplier<Set<String>> recorded) {

  /** Anything else in a status names no account. */
  private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

  /** A message for people lists no more accounts than this. */
  private static final int LISTED = 3;

  /** Whether what was observed belongs to another account; empty if the account is right. */
  Optional<WrongAccount> mismatch(ReconcileRequest request, Observation observed) {
    String confirmed = observed.accountId();
    if (confirmed.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> own = RecordedAccount.of(request.status(), observed);
    return other(setting, confirmed, Basis.SETTING)
        .or(() -> other(own, confirmed, Basis.RECORDED))
        .or(() ->
            own.isPresent() || setting.isPresent()
                ? Optional.empty()
                : otherEnvironments(confirmed));
  }

  private static Optional<WrongAccount> other(
      Optional<String> expected, String confirmed, Basis basis) {
    return expected
        .filter(account -> !account.equals(confirmed))
        .map(account -> new WrongAccount(account, confirmed, basis));
  }

  /**
   * Any environment in the confirmed account is enough: a status that somebody has changed must not
   * keep others from starting.
   */
  private Optional<WrongAccount> otherEnvironments(String confirmed) {
    Set<String> accounts = new TreeSet<>(recorded.get());
    accounts.removeIf(account -> !ACCOUNT_ID.matcher(account).matches());
    return accounts.isEmpty() || accounts.contains(confirmed)
        ? Optional.empty()
        : Optional.of(
            new WrongAccount(
                String.join(" or ", accounts.stream().limit(LISTED).toList()),
                confirmed,
                Basis.OTHER_ENVIRONMENTS));
  }
}
