package io.ssmenv.simulator.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.document.SessionPreferences.Bucket;
import io.ssmenv.simulator.document.SessionPreferences.LogGroup;
import io.ssmenv.simulator.document.SessionPreferences.RunAs;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The content of a session document, as AWS's page of its schema describes it. */
class SessionContentTest {

  @Test
  void allInputsAreRead() {
    SessionPreferences preferences =
        SessionContent.parse(
                """
                {"schemaVersion": "1.0", "sessionType": "Standard_Stream", "inputs": {
                 "s3BucketName": "logs", "s3KeyPrefix": "team", "s3EncryptionEnabled": true,
                 "cloudWatchLogGroupName": "/team", "cloudWatchEncryptionEnabled": true,
                 "cloudWatchStreamingEnabled": false, "kmsKeyId": "alias/team",
                 "runAsEnabled": true, "runAsDefaultUser": "ec2-user",
                 "idleSessionTimeout": "60", "maxSessionDuration": "1440",
                 "shellProfile": {"linux": "cd", "windows": "dir"}}}
                """)
            .preferences();

    assertThat(preferences)
        .isEqualTo(
            new SessionPreferences(
                Optional.of(new Bucket("logs", "team", true)),
                Optional.of(new LogGroup("/team", true, false)),
                Optional.of("alias/team"),
                Optional.of(new RunAs(Optional.of("ec2-user"))),
                Duration.ofMinutes(60),
                Optional.of(Duration.ofMinutes(1440)),
                Optional.of("cd")));
  }

  @Test
  void anEmptyInputSetsNothing() {
    assertThat(SessionContent.parse(SessionDocuments.content("", "")).preferences())
        .isEqualTo(SessionPreferences.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "~idle~: ~5~|inputs.idle is not supported",
        "~shellProfile~: {~macos~: ~~}|inputs.shellProfile.macos is not supported",
        "~shellProfile~: ~ls~|inputs.shellProfile has to be an object",
        "~kmsKeyId~: ~~|JSON not well-formed. at Line:",
      })
  void anUnknownOrRepeatedInputIsRefused(String input, String words) {
    refused(SessionDocuments.with("," + input.replace('~', '"')), "InvalidDocumentContent", words);
  }

  @ParameterizedTest
  @CsvSource({
    "0,, idleSessionTimeout",
    "61,, idleSessionTimeout",
    "x,, idleSessionTimeout",
    "20, 0, maxSessionDuration",
    "20, 1441, maxSessionDuration",
  })
  void aTimeoutHasARange(String idle, String max, String input) {
    refused(
        SessionDocuments.content(idle, max == null ? "" : max), "InvalidDocumentContent", input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"1.0\"|\"2.0\"|InvalidDocumentSchemaVersion|2.0 is not a valid schema version",
        "Standard_Stream|Port|InvalidDocumentContent|Standard_Stream",
        "\"runAsEnabled\": false,||InvalidDocumentContent|inputs.runAsEnabled is required",
        "false,|\"false\",|InvalidDocumentContent|has to be a boolean",
        "\"20\"|20|InvalidDocumentContent|has to be a string",
        "\"inputs\"|\"input\"|InvalidDocumentContent|input is not supported",
        "}}|}|InvalidDocumentContent|JSON not well-formed. at Line:",
      })
  void aChangedContentIsRefused(String part, String other, String code, String words) {
    String changed = SessionDocuments.content("20", "").replace(part, other == null ? "" : other);
    refused(changed, code, words);
  }

  @Test
  void aContentHasAtMostSixtyFourKilobytes() {
    refused(
        SessionDocuments.with(",\"x\": \"%s\"".formatted("x".repeat(64 * 1024))),
        "MaxDocumentSizeExceeded",
        "64 KB");
  }

  private static void refused(String content, String code, String words) {
    assertThatThrownBy(() -> SessionContent.parse(content))
        .isInstanceOfSatisfying(AwsError.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
