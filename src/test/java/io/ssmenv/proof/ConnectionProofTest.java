package io.ssmenv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.proof.ConnectionProof.NotOpened;
import io.ssmenv.proof.ConnectionProof.Opened;
import io.ssmenv.proof.ConnectionProof.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionProofTest {

  private static final String TIME_OUT = "curl: (28) Connection timed out after 10001 milliseconds";

  private static ConnectionProof proof(String expected, String observed, Session session) {
    return new ConnectionProof(
        "private/app-0", "PrivateEndpoints", Optional.of(expected), Optional.of(observed), session);
  }

  private static Session opened(String answer) {
    return new Opened(Duration.ofMillis(21_400), answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.7              | 203.0.113.7 | 203.0.113.7
          203.0.113.6, 203.0.113.7 | 203.0.113.7 | 203.0.113.7
          203.0.113.6,203.0.113.7  | 203.0.113.7 | 203.0.113.6
          any                      | 203.0.113.7 | 203.0.113.8
          none | none | curl: (28) Connection timed out after 10001 milliseconds
          none | none | curl: (28) Failed to connect to a.b port 443 after 134797 ms: Couldn't connect to server
          none | none | curl: (28) Resolving timed out after 10001 milliseconds
          """)
  void whatTheOperatorAndTheSessionSawIsProven(String expected, String observed, String answer) {
    assertThat(proof(expected, observed, opened(answer)).problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.7 | 203.0.113.8 | 203.0.113.7 | the Internet sees 203.0.113.8, not 203.0.113.7. See: kubectl describe ssmenv private
          none        | 203.0.113.8 | 203.0.113.8 | the Internet sees 203.0.113.8, not none. See: kubectl describe ssmenv private
          none        | none        | 203.0.113.8 | curl in the session printed: 203.0.113.8
          203.0.113.7 | 203.0.113.7 | 203.0.113.8 | curl in the session printed: 203.0.113.8
          any         | none        | none        | the Internet sees none, not any. See: kubectl describe ssmenv private
          none        | none        | sh: curl: command not found | curl in the session printed: sh: curl: command not found
          none        | none        | ''          | curl in the session printed: nothing
          """)
  void anythingElseIsNot(String expected, String observed, String answer, String problem) {
    assertThat(proof(expected, observed, opened(answer)).problem())
        .contains("private/app-0: " + problem);
  }

  @Test
  void withoutASessionOrAVerificationNothingIsProven() {
    assertThat(proof("none", "none", new NotOpened("AWS refused it")).problem())
        .contains("private/app-0: no session: AWS refused it.");
    assertThat(
            new ConnectionProof(
                    "nat/app-0", "NatGateway", Optional.empty(), Optional.empty(), opened(TIME_OUT))
                .problem())
        .contains(
            "nat/app-0: the operator has not verified the egress. See: kubectl describe ssmenv nat");
  }

  @Test
  void theTableFitsATerminalAndEndsWithWhatIsNotProven() {
    List<String> lines =
        ProofTable.lines(
            List.of(
                new ConnectionProof(
                    "public/app-0",
                    "ElasticIp",
                    Optional.of("203.113.113.177"),
                    Optional.of("203.113.113.177"),
                    opened("203.113.113.177")),
                proof("none", "none", opened(TIME_OUT)),
                proof(
                    "none", "none", new NotOpened("the shell " + "showed no prompt ".repeat(9)))));

    assertThat(lines)
        .startsWith(
            "INSTANCE       PATTERN           EXPECTED         OBSERVED         SESSION  IN",
            "public/app-0   ElasticIp         203.113.113.177  203.113.113.177  opened   21s",
            "private/app-0  PrivateEndpoints  no Internet      no Internet      opened   21s",
            "private/app-0  PrivateEndpoints  no Internet      no Internet      none     -",
            "",
            "private/app-0: no session: the shell showed no prompt showed no prompt showed no")
        .endsWith("2 of 3 connections are proven.")
        .allMatch(line -> line.length() <= 80);
  }
}
