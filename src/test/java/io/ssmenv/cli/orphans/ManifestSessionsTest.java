package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.cli.manifest.LocalAdmission;
import io.ssmenv.cli.manifest.ManifestFiles;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ownership;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The preferences of sessions in a printed manifest are those of the document that is left. */
class ManifestSessionsTest {

  private static final String NAME = "ssmenv-lost-sessions";

  /** As the operator has written it. */
  private static final String CONTENT =
      """
      {"schemaVersion": "1.0", "description": "Sessions on the instances of lost",
       "sessionType": "Standard_Stream",
       "inputs": {"s3BucketName": "example-sessions", "s3KeyPrefix": "ssmenv-lost-sessions",
        "s3EncryptionEnabled": true, "cloudWatchLogGroupName": "", "cloudWatchEncryptionEnabled": false,
        "cloudWatchStreamingEnabled": false, "kmsKeyId": "", "runAsEnabled": true,
        "runAsDefaultUser": "operator", "idleSessionTimeout": "5", "maxSessionDuration": "",
        "shellProfile": {"linux": "", "windows": ""}}}
      """;

  private static final SessionSettings SETTINGS =
      new SessionSettings(
          new SessionLog(null, "example-sessions"), null, "operator", "5m", null, null);

  private OrphanAccount account;

  @BeforeEach
  void build() throws IOException {
    account = new OrphanAccount();
  }

  @AfterEach
  void end() {
    account.close();
  }

  @Test
  void theyAreThoseOfTheDocument() throws IOException {
    create(NAME, CONTENT);
    assertThat(spec().sessionSettings()).contains(SETTINGS);
    assertThat(account.out.lines().filter(line -> line.contains("# ")))
        .noneMatch(line -> line.contains("session"));
  }

  @Test
  void withoutADocumentThereAreNone() throws IOException {
    assertThat(spec().sessionSettings()).isEmpty();
    assertThat(account.out.lines().filter(line -> line.contains("sessions"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"s3EncryptionEnabled\": true|\"s3EncryptionEnabled\": false|inputs.s3EncryptionEnabled",
        "\"s3KeyPrefix\": \"ssmenv-lost-sessions\"|\"s3KeyPrefix\": \"x\"|inputs.s3KeyPrefix",
        "instances of lost|instances of all|description",
      })
  void whatTheOperatorWouldWriteAgainIsSaid(String from, String to, String path)
      throws IOException {
    create(NAME, CONTENT.replace(from, to));
    assertThat(spec().sessionSettings()).contains(SETTINGS);
    assertThat(account.out)
        .contains(
            "  # The document " + NAME + " differs from these settings in " + path + ":",
            "the operator will write it again");
  }

  @Test
  void aValueThatNoSpecCanHaveIsLeftToTheReader() throws IOException {
    create(
        NAME,
        CONTENT
            .replace("\"operator\"", "\"root\"")
            .replace("\"example-sessions\"", "\"Example\"")
            .replace("\"idleSessionTimeout\": \"5\"", "\"idleSessionTimeout\": \"60\""));
    assertThat(spec().sessionSettings())
        .contains(new SessionSettings(null, null, null, "1h", null, null));
    assertThat(account.out)
        .contains(
            "  # sessions.log.s3Bucket: the document has Example, which is not valid here. Set it as before.",
            "  # sessions.runAs: the document has root, which is not valid here. Set it as before.");
  }

  @Test
  void thePolicyWithoutADocumentIsLeftToTheReader() throws IOException {
    LostRole.create(account);
    account
        .client
        .iam()
        .putRolePolicy(request ->
            request
                .roleName(LostRole.NAME)
                .policyName("ssmenv-sessions")
                .policyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"kms:Decrypt\"],\"Resource\":[\"*\"]}]}"));
    await()
        .untilAsserted(() -> {
          assertThat(spec().sessionSettings()).isEmpty();
          assertThat(account.out)
              .contains(
                  "  # No session document is left, but the role has the policy ssmenv-sessions");
        });
  }

  @Test
  void withoutThePermissionToReadTheDocumentNothingIsPrinted() {
    create(NAME, CONTENT);
    account
        .aws
        .callerPolicies()
        .restrict(
            "AKIAORPHANS",
            List.of(
                """
                {"Version": "2012-10-17", "Statement": [
                  {"Effect": "Allow", "Action": "*", "Resource": "*"},
                  {"Effect": "Deny", "Action": "ssm:GetDocument", "Resource": "*"}]}
                """),
            Map.of());
    assertThat(account.run("", "--manifest", LOST)).isEqualTo(1);
    assertThat(account.out).isEmpty();
    assertThat(account.err).contains("ssm:GetDocument", "ssmenv-read.json allows everything");
  }

  @Test
  void whatAwsDoesNotTellIsNamed() throws IOException {
    assertThat(spec()).isNotNull();
    assertThat(account.out)
        .contains("drift", "paused", "disruption", "verification", "rebootWhenUnreachable");
  }

  private void create(String name, String content) {
    account
        .client
        .ssm()
        .createDocument(request ->
            request
                .name(name)
                .content(content)
                .documentType(DocumentType.SESSION)
                .documentFormat(DocumentFormat.JSON)
                .tags(
                    new Ownership("gone", LOST, "team-a/lost", new Key("ssmdocument"))
                        .tags().entrySet().stream()
                            .map(tag ->
                                Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                            .toList()));
    await().until(() -> isListed(name));
  }

  /** AWS does not list at once what was created. */
  private boolean isListed(String name) {
    return account
        .client
        .ssm()
        .listDocuments(request ->
            request.filters(DocumentKeyValuesFilter.builder().key("Owner").values("Self").build()))
        .documentIdentifiers()
        .stream()
        .anyMatch(document -> document.name().equals(name));
  }

  private EnvironmentSpec spec() throws IOException {
    assertThat(account.run("", "--manifest", LOST)).as(account.err).isZero();
    return new LocalAdmission()
        .admit(
            new ManifestFiles(new ByteArrayInputStream(account.out.getBytes(UTF_8)))
                .read(List.of("-"))
                .getFirst())
        .getSpec();
  }
}
