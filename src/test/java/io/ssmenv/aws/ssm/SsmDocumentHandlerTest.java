package io.ssmenv.aws.ssm;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.SsmDocument;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** The handler of session documents on a simulated AWS. */
class SsmDocumentHandlerTest extends WireTest {

  private static final SsmDocument DOCUMENT = document("10");

  private final SsmDocumentHandler documents = new SsmDocumentHandler();
  private SsmClient ssm;

  @BeforeEach
  void prepare() {
    ssm = fixture.clients().ssm();
  }

  private static SsmDocument document(String idleMinutes) {
    return new SsmDocument(SsmDocument.KEY, "ssmenv-reports-sessions", content(idleMinutes), TAGS);
  }

  private static String content(String idleMinutes) {
    return "{\"inputs\":{\"cloudWatchEncryptionEnabled\":false,\"cloudWatchStreamingEnabled\":false,"
        + "\"idleSessionTimeout\":\""
        + idleMinutes
        + "\",\"runAsEnabled\":false,\"s3EncryptionEnabled\":false},"
        + "\"schemaVersion\":\"1.0\",\"sessionType\":\"Standard_Stream\"}";
  }

  @Test
  void creatingTwiceCreatesOnceAndItIsDeleted() {
    fixture.createReady(documents, DOCUMENT);
    fixture.createReady(documents, DOCUMENT);
    assertThat(fixture.listed(documents)).hasSize(1);
    assertThat(documents.listing().find(fixture.clients(), DOCUMENT.name()))
        .hasValueSatisfying(
            item -> assertThat(fixture.decode(item)).isEqualTo(fixture.listed(documents)));

    fixture.deleteFully(documents, DOCUMENT);
    assertThat(aws.resources()).isEmpty();
    assertThat(documents.delete(fixture.call(DOCUMENT), DOCUMENT, DOCUMENT.name()))
        .isEqualTo(Deletion.NOT_FOUND);
    assertThat(documents.listing().find(fixture.clients(), DOCUMENT.name())).isEmpty();
  }

  @Test
  void theContentAndTheTagsAreCorrected() {
    fixture.createReady(documents, DOCUMENT);
    fixture.correct(documents, documents, document("20"));
    ssm.removeTagsFromResource(request ->
        request
            .resourceType(ResourceTypeForTagging.DOCUMENT)
            .resourceId(DOCUMENT.name())
            .tagKeys("team"));
    fixture.correct(documents, documents, document("30"));
  }

  /** As if an earlier attempt had ended between its two calls. */
  @Test
  void aContentThatTheLatestVersionHasBecomesTheDefault() {
    fixture.createReady(documents, DOCUMENT);
    ssm.updateDocument(
        request -> request.name(DOCUMENT.name()).content(content("20")).documentVersion("$LATEST"));

    fixture.correct(documents, documents, document("20"));
    assertThat(ssm.getDocument(request -> request.name(DOCUMENT.name())).content())
        .isEqualTo(content("20"));
  }

  @Test
  void theOrderOfMembersAndWhiteSpaceAreNoDifference() {
    fixture.createReady(documents, DOCUMENT);
    String reformatted =
        "{ \"sessionType\": \"Standard_Stream\", "
            + content("10").substring(1).replace(",\"sessionType\":\"Standard_Stream\"", "");
    String version =
        ssm.updateDocument(request ->
                request.name(DOCUMENT.name()).content(reformatted).documentVersion("$LATEST"))
            .documentDescription()
            .documentVersion();
    ssm.updateDocumentDefaultVersion(
        request -> request.name(DOCUMENT.name()).documentVersion(version));

    fixture.awaitReady(documents, DOCUMENT);
  }

  @Test
  void aDocumentOfSomebodyElseIsNotUsed() {
    ssm.createDocument(request ->
        request.name(DOCUMENT.name()).content(content("5")).documentType(DocumentType.SESSION));

    assertThatThrownBy(() -> documents.create(fixture.call(DOCUMENT), DOCUMENT))
        .isInstanceOfSatisfying(
            CloudException.class,
            e ->
                assertThat(e.error())
                    .isInstanceOf(CloudError.Refused.class)
                    .extracting(CloudError::message)
                    .asString()
                    .contains("The document ssmenv-reports-sessions already exists"));
    assertThat(ssm.getDocument(request -> request.name(DOCUMENT.name())).content())
        .isEqualTo(content("5"));
  }

  @Test
  void whatWasNotReadForLackOfBudgetIsUnreadUntilItIs() {
    AtomicBoolean room = new AtomicBoolean();
    SsmDocumentHandler limited = new SsmDocumentHandler((_, _) -> room.get());
    fixture.createReady(documents, DOCUMENT);

    TagScope scope = TagScope.ofCluster(fixture.owner().cluster());
    assertThat(limited.listing().list(fixture.clients(), scope).unread())
        .isEqualTo(Set.of(DOCUMENT.name()));
    room.set(true);
    assertThat(limited.listing().list(fixture.clients(), scope).unread()).isEmpty();
    assertThat(fixture.listed(limited)).hasSize(1);
    assertThat(List.copyOf(aws.resources())).hasSize(1);
  }
}
