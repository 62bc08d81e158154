package io.ssmenv.aws.inventory;

import io.ssmenv.aws.Clients;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which account the credentials belong to, confirmed again and again: credentials can change under
 * a running operator, and an empty listing of a wrong account must never be read as "everything is
 * gone".
 */
public final class Account {

  private record Confirmed(String id, Instant at) {}

  private final Clients clients;
  private final Function<Clients, String> identity;
  private final InstantSource clock;
  private Optional<Confirmed> last = Optional.empty();

  /**
   * @param identity asks for the account id; throws what the client throws
   */
  public Account(Clients clients, Function<Clients, String> identity, InstantSource clock) {
    this.clients = clients;
    this.identity = identity;
    this.clock = clock;
  }

  /** Asks now. Throws what the client throws. */
  public String confirm() {
    Instant now = clock.instant();
    String id = identity.apply(clients);
    synchronized (this) {
      last = Optional.of(new Confirmed(id, now));
    }
    return id;
  }

  /**
   * The account, asked for again if the last confirmation is older than {@link
   * Timing#ACCOUNT_CONFIRMED}.
   */
  public String confirmedLately() {
    Optional<Confirmed> confirmed;
    synchronized (this) {
      confirmed = last;
    }
    return confirmed
        .filter(one -> clock.instant().isBefore(one.at().plus(Timing.ACCOUNT_CONFIRMED)))
        .map(Confirmed::id)
        .orElseGet(this::confirm);
  }
}
