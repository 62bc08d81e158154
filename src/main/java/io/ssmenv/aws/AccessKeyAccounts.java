package io.ssmenv.aws;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * The accounts of the access keys with which this process has signed in one region. The id of an
 * access key is unique and belongs to one account for good, also that of temporary credentials: AWS
 * names the account of any such id without its secret (API reference of STS, GetAccessKeyInfo). So
 * one question for each key is enough: whoever signs with another account has another key.
 */
final class AccessKeyAccounts {

  /** More than are in use at the same time; temporary credentials are renewed each hour or so. */
  private static final int KEPT = 100;

  private final SequencedMap<String, String> accounts = new LinkedHashMap<>();

  /**
   * Returns the account of a key.
   *
   * @param ask asks AWS with these credentials; what it throws is thrown here, and the next call
   *     asks again
   */
  String of(AwsCredentials credentials, Supplier<String> ask) {
    return known(credentials.accessKeyId())
        .orElseGet(() -> remember(credentials.accessKeyId(), ask.get()));
  }

  private synchronized Optional<String> known(String accessKeyId) {
    return Optional.ofNullable(accounts.get(accessKeyId));
  }

  private synchronized String remember(String accessKeyId, String account) {
    accounts.putLast(accessKeyId, account);
    if (accounts.size() > KEPT) {
      accounts.pollFirstEntry();
    }
    return account;
  }
}
