package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import java.util.function.Function;

/**
 * Which account the credentials belong to, asked before every write and after every listing:
 * credentials can change under a running operator, and an empty listing of a wrong account must
 * never be read as "everything is gone". Nothing is remembered, because whatever was true a second
 * ago may put a write into somebody else's account.
 */
public final class CallerIdentity {

  private final Clients clients;
  private final Function<Clients, String> identity;

  /**
   * @param identity asks for the account id; throws what the client throws
   */
  public CallerIdentity(Clients clients, Function<Clients, String> identity) {
    this.clients = clients;
    this.identity = identity;
  }

  /** Asks now. Throws what the client throws. */
  public String confirm() {
    return identity.apply(clients);
  }
}
