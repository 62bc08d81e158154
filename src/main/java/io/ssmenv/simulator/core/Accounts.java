package io.ssmenv.simulator.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts of the simulation, and the mapping of access keys to accounts. */
public final class Accounts {
  private final String defaultAccountId;
  private final Map<String, SimulatedAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, String> accountIds = new ConcurrentHashMap<>();

  /**
   * Creates the accounts. The default account owns every access key that is neither assigned to
   * another account nor itself an account id.
   */
  public Accounts(String defaultAccountId) {
    this.defaultAccountId = defaultAccountId;
  }

  /** Assigns an access key to an account, starting with the next call. */
  public void assign(String accessKeyId, String accountId) {
    accountIds.put(accessKeyId, accountId);
  }

  /** Returns the account of an access key. */
  public SimulatedAccount ofAccessKey(String accessKeyId) {
    String unassigned = isAccountId(accessKeyId) ? accessKeyId : defaultAccountId;
    return account(accountIds.getOrDefault(accessKeyId, unassigned));
  }

  /** Returns whether a string has the form of an account id: 12 digits. */
  public static boolean isAccountId(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Returns the account with this id. */
  public SimulatedAccount account(String accountId) {
    return accounts.computeIfAbsent(accountId, SimulatedAccount::new);
  }

  /** Returns all accounts that have been used. */
  public Collection<SimulatedAccount> all() {
    return List.copyOf(accounts.values());
  }
}
