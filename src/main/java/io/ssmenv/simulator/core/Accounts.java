package io.ssmenv.simulator.core;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The accounts of the simulation, and whose access key belongs to which of them. */
public final class Accounts {
  private final String defaultAccountId;
  private final Map<String, SimulatedAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, String> accountIds = new ConcurrentHashMap<>();

  /**
   * Accounts, with one that every access key belongs to that is not assigned to another and is not
   * itself an account's id.
   */
  public Accounts(String defaultAccountId) {
    this.defaultAccountId = defaultAccountId;
  }

  /** Makes an access key belong to an account, from the next call on. */
  public void assign(String accessKeyId, String accountId) {
    accountIds.put(accessKeyId, accountId);
  }

  /** The account of an access key. */
  public SimulatedAccount ofAccessKey(String accessKeyId) {
    String unassigned = isAccountId(accessKeyId) ? accessKeyId : defaultAccountId;
    return account(accountIds.getOrDefault(accessKeyId, unassigned));
  }

  /** Whether a text has the form of an account's id: 12 digits. */
  public static boolean isAccountId(String text) {
    return text.length() == 12 && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The account with this id. */
  public SimulatedAccount account(String accountId) {
    return accounts.computeIfAbsent(accountId, SimulatedAccount::new);
  }

  /** The accounts that were ever called. */
  public Collection<SimulatedAccount> all() {
    return List.copyOf(accounts.values());
  }
}
