package io.ssmenv.cli.orphans;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.api.v1alpha1.ShellProfile;
import io.ssmenv.desired.SessionContent;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.SsmDocument;
import io.ssmenv.topology.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings, written as a document and read again, are the same; what others wrote is not lost. */
class RecoveredSessionsTest {

  private static final String NAME = "ssmenv-reports-0123456789abcdef-sessions";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String KEY =
      "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

  /** Every combination of fields that are set and fields that are not. */
  @SuppressWarnings("unused")
  static final List<SessionSettings> SETTINGS = combinations();

  private static List<SessionSettings> combinations() {
    List<SessionSettings> all = new ArrayList<>();
    String odd = "echo \"a\\b\"\n\t'é' \u0001\u001f\u007f😀 # : {x} </script>\\n";
    for (int bits = 0; bits < 256; bits++) {
      SessionLog log =
          new SessionLog(has(bits, 0) ? "/ssm/a#b" : null, has(bits, 1) ? "b.c" : null);
      ShellProfile profile =
          new ShellProfile(has(bits, 6) ? odd : null, has(bits, 7) ? "Get-Date" : null);
      all.add(
          new SessionSettings(
              log.equals(SessionLog.NONE) ? null : log,
              has(bits, 2) ? KEY : null,
              has(bits, 3) ? "no" : null,
              has(bits, 4) ? "1h" : null,
              has(bits, 5) ? "90m" : null,
              profile.equals(ShellProfile.NONE) ? null : profile));
    }
    return all;
  }

  private static boolean has(int bits, int bit) {
    return (bits >> bit & 1) == 1;
  }

  private static SsmDocument document(String content) {
    return new SsmDocument(SsmDocument.KEY, NAME, content, new Tags(new TreeMap<>()));
  }

  private static RecoveredSessions recovered(String content) {
    return RecoveredSessions.of("reports", document(content)).orElseThrow();
  }

  @ParameterizedTest
  @FieldSource("SETTINGS")
  void theyAreThoseThatWereWritten(SessionSettings settings) throws Exception {
    RecoveredSessions read = recovered(SessionContent.of("reports", NAME, settings));
    assertThat(read.settings()).isEqualTo(settings);
    assertThat(read.rejected()).isEmpty();
    assertThat(read.differing()).isEmpty();

    String yaml = yaml(SessionContent.of("reports", NAME, settings));
    assertThat(yaml).matches("[ -~\n]+");
    JsonNode parsed = YAML.readTree(yaml).get("sessions");
    assertThat(YAML.treeToValue(parsed, SessionSettings.class)).isEqualTo(settings);
  }

  private static String yaml(String content) {
    return new ManifestSessions(
            new Remains(
                List.of(new Observed(document(content), NAME, Observed.State.READY, "exists")),
                Optional.empty()),
            "reports")
        .yaml();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"inputs\":[]}", "{\"inputs\":\"x\"}"})
  void anotherDocumentTellsNothingAndThatIsSaid(String content) {
    assertThat(RecoveredSessions.of("reports", document(content))).isEmpty();
    assertThat(yaml(content))
        .isEqualTo(
            "  # The document "
                + NAME
                + " has no preferences that can be read: set sessions as before. Without it, the"
                + " operator deletes it.\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runAs|\"runAsEnabled\":true,\"runAsDefaultUser\":\"root\"",
        "runAs|\"runAsEnabled\":true,\"runAsDefaultUser\":\"a b\"",
        "idleTimeout|\"idleSessionTimeout\":\"61\"",
        "idleTimeout|\"idleSessionTimeout\":\"0\"",
        "idleTimeout|\"idleSessionTimeout\":\"{{ minutes }}\"",
        "maxDuration|\"maxSessionDuration\":\"1441\"",
        "maxDuration|\"maxSessionDuration\":\"99999999999\"",
        "kmsKeyId|\"kmsKeyId\":\"a key\"",
        "kmsKeyId|\"kmsKeyId\":[\"a\"]",
        "log.s3Bucket|\"s3BucketName\":\"No_Bucket\"",
        "log.cloudWatchGroup|\"cloudWatchLogGroupName\":\"a b\\n  paused: true\"",
        "shellProfile.linux|\"shellProfile\":{\"linux\":\"echo {{ x }}\"}",
      })
  void aValueThatNoSpecCanHaveIsSaid(String test) {
    String field = test.substring(0, test.indexOf('|'));
    String content = "{\"inputs\":{" + test.substring(test.indexOf('|') + 1) + "}}";
    assertThat(recovered(content).settings()).isEqualTo(SessionSettings.NONE);
    assertThat(recovered(content).rejected()).containsOnlyKeys(field);
    assertThat(yaml(content))
        .contains("  # sessions." + field + ": the document has ", "  sessions: {}\n");
    assertThat(yaml(content).lines()).allMatch(line -> line.matches("  (#.*|sessions: \\{})"));
  }

  @Test
  void whatTheOperatorWouldWriteOtherwiseIsNamed() {
    SessionSettings settings = new SessionSettings(null, null, null, "5m", null, null);
    String content =
        SessionContent.of("reports", NAME, settings)
            .replace("\"runAsEnabled\":false", "\"runAsEnabled\":true")
            .replace("\"schemaVersion\":\"1.0\"", "\"more\":1,\"schemaVersion\":\"1.0\"");
    assertThat(recovered(content).settings()).isEqualTo(settings);
    assertThat(recovered(content).differing()).containsExactly("inputs.runAsEnabled", "more");
    assertThat(recovered(content.replace("\"5\"", "\"05\"")).settings()).isEqualTo(settings);
    assertThat(RecoveredSessions.of("other", document(content)).orElseThrow().differing())
        .contains("description");
  }

  @Test
  void ofSeveralDocumentsNoneIsChosen() {
    Observed one = new Observed(document("{}"), NAME, Observed.State.READY, "exists");
    assertThat(new ManifestSessions(new Remains(List.of(one, one), Optional.empty()), "x").yaml())
        .startsWith("  # There are several session documents (" + NAME + ", " + NAME + "): set");
  }
}
