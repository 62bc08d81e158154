package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import java.util.function.Function;

/**
 * Tells which account the credentials belong to, before each write and after each poll. Credentials
 * can change while the operator runs, and an empty listing of another account does not mean that
 * everything is gone.
 */
public final class CallerIdentity {

  private final Clients clients;
  private final Function<Clients, String> identity;

  /**
   * @param identity tells the account id of the pinned credentials; throws what the client throws
   */
  public CallerIdentity(Clients clients, Function<Clients, String> identity) {
    this.clients = clients;
    this.identity = identity;
  }

  /** Returns the account id of the credentials that sign now. Throws what the client throws. */
  public String confirm() {
    return identity.apply(clients);
  }
}
