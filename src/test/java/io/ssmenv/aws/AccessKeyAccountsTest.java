package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

class AccessKeyAccountsTest {

  private static final AwsCredentials FIRST = AwsBasicCredentials.create("AKIDFIRST", "secret");
  private static final AwsCredentials OTHER = AwsBasicCredentials.create("AKIDOTHER", "secret");

  private final List<String> asked = new ArrayList<>();
  private final AccessKeyAccounts accounts = new AccessKeyAccounts();

  @Test
  void eachKeyIsAskedForOnce() {
    assertThat(of(FIRST, "111122223333")).isEqualTo("111122223333");
    assertThat(of(OTHER, "444455556666")).isEqualTo("444455556666");
    assertThat(of(FIRST, "never asked")).isEqualTo("111122223333");
    assertThat(of(OTHER, "never asked")).isEqualTo("444455556666");
    assertThat(asked).containsExactly("AKIDFIRST", "AKIDOTHER");
  }

  @Test
  void aFailureIsNoAnswer() {
    assertThatThrownBy(() ->
            accounts.of(
                FIRST,
                () -> {
                  throw new IllegalStateException("denied");
                }))
        .hasMessage("denied");
    assertThat(of(FIRST, "111122223333")).isEqualTo("111122223333");
  }

  @Test
  void manyKeysDoNotFillTheMemory() {
    of(FIRST, "111122223333");
    for (int i = 0; i < 100; i++) {
      of(AwsBasicCredentials.create("ASIA" + i, "secret"), "111122223333");
    }
    asked.clear();
    of(AwsBasicCredentials.create("ASIA99", "secret"), "never asked");
    assertThat(asked).isEmpty();
    of(FIRST, "111122223333");
    assertThat(asked).containsExactly("AKIDFIRST");
  }

  private String of(AwsCredentials credentials, String account) {
    return accounts.of(
        credentials,
        () -> {
          asked.add(credentials.accessKeyId());
          return account;
        });
  }
}
