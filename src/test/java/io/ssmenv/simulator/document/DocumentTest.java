package io.ssmenv.simulator.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The versions, the tags and the lists of documents. */
class DocumentTest {
  private static final String NAME = "ssmenv-team";

  private SimulatedAws aws;
  private VirtualTime clock;
  private SsmClient ssm;

  @BeforeEach
  void start() throws IOException {
    clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    ssm = AwsClients.of(aws).ssm();
  }

  @AfterEach
  void stop() {
    ssm.close();
    aws.close();
  }

  private DocumentDescription create(String name, Map<String, String> tags) {
    return SessionDocuments.create(ssm, name, SessionDocuments.content("10", "60"), tags);
  }

  private String update(String content, String version) {
    return ssm.updateDocument(r -> r.name(NAME).content(content).documentVersion(version))
        .documentDescription()
        .documentVersion();
  }

  private DocumentDescription describe() {
    return ssm.describeDocument(r -> r.name(NAME)).document();
  }

  @Test
  void aNewDocumentIsActiveSoon() {
    DocumentDescription made = create(NAME, Map.of("team", "a"));

    assertThat(made.latestVersion()).isEqualTo("1");
    clock.pass(Duration.ofSeconds(6));
    DocumentDescription read = describe();
    assertThat(read.statusAsString()).isEqualTo("Active");
    assertThat(read.documentTypeAsString()).isEqualTo("Session");
    assertThat(read.owner()).isEqualTo("111122223333");
    assertThat(read.description()).isEqualTo("Sessions of a team");
    assertThat(read.hash()).hasSize(64).isEqualTo(made.hash());
    assertThat(read.tags()).containsExactly(Tag.builder().key("team").value("a").build());
    assertThat(ssm.getDocument(r -> r.name(NAME)).content())
        .isEqualTo(SessionDocuments.content("10", "60"));
  }

  @Test
  void anUpdateIsUsedOnlyAsTheDefaultVersion() {
    create(NAME, Map.of());

    assertThat(update(SessionDocuments.content("11", "60"), "$LATEST")).isEqualTo("2");

    assertThat(describe())
        .returns("1", DocumentDescription::documentVersion)
        .returns("1", DocumentDescription::defaultVersion)
        .returns("2", DocumentDescription::latestVersion);
    ssm.updateDocumentDefaultVersion(r -> r.name(NAME).documentVersion("2"));
    assertThat(describe().documentVersion()).isEqualTo("2");
  }

  @Test
  void onlyTheLatestVersionIsUpdatedAndOnlyWithNewContent() {
    create(NAME, Map.of());
    update(SessionDocuments.content("11", "60"), "1");

    refused(
        () -> update(SessionDocuments.content("12", "60"), "1"),
        "InvalidDocumentVersion",
        "Version provided for document ssmenv-team is not latest.");
    refused(
        () -> ssm.updateDocument(r -> r.name(NAME).content(SessionDocuments.content("12", "60"))),
        "InvalidDocumentVersion",
        "is not latest");
    refused(
        () -> update(SessionDocuments.content("11", "60"), "$LATEST"),
        "DuplicateDocumentContent",
        "matches another document");
  }

  @Test
  void aVersionIsDeletedUnlessItIsTheDefault() {
    create(NAME, Map.of());
    update(SessionDocuments.content("11", "60"), "$LATEST");

    refused(
        () -> ssm.deleteDocument(r -> r.name(NAME).documentVersion("1")),
        "InvalidDocumentOperation",
        "Default version");
    ssm.deleteDocument(r -> r.name(NAME).documentVersion("2"));

    assertThat(describe().latestVersion()).isEqualTo("1");
    assertThat(update(SessionDocuments.content("12", "60"), "$LATEST")).isEqualTo("3");
    refused(
        () -> ssm.updateDocumentDefaultVersion(r -> r.name(NAME).documentVersion("2")),
        "InvalidDocumentVersion",
        "doesn't exist");
  }

  @Test
  void aDeletedDocumentDoesNotExist() {
    create(NAME, Map.of());
    refused(
        () -> create(NAME, Map.of()),
        "DocumentAlreadyExists",
        "Document with same name ssmenv-team already exists");
    ssm.deleteDocument(r -> r.name(NAME));

    refused(this::describe, "InvalidDocument", "does not exist");
    refused(() -> ssm.deleteDocument(r -> r.name(NAME)), "InvalidDocument", "does not exist");
    refused(() -> update("{}", "$LATEST"), "InvalidDocument", "does not exist");
    create(NAME, Map.of());
  }

  @Test
  void aNameMayNotBeginLikeThoseOfAws() {
    for (String name : List.of("AWS-team", "amazon-team", "amznteam")) {
      refused(() -> create(name, Map.of()), "ValidationException", "reserved");
    }
    refused(() -> create("a b", Map.of()), "ValidationException", "pattern");
  }

  @Test
  void documentsAreListedByOwnerTypeNameAndTag() {
    create(NAME, Map.of("team", "a"));
    create("ssmenv-other", Map.of("team", "b"));
    create("unmanaged", Map.of());

    assertThat(list("Owner", "Self")).containsExactly(NAME, "ssmenv-other", "unmanaged");
    assertThat(list("Owner", "Amazon")).isEmpty();
    assertThat(list("DocumentType", "Command")).isEmpty();
    assertThat(list("Name", "ssmenv-")).containsExactly(NAME, "ssmenv-other");
    assertThat(list("tag:team", "b")).containsExactly("ssmenv-other");
    refused(() -> list("Colour", "red"), "InvalidFilterKey", "Colour");
    ListDocumentsResponse page = ssm.listDocuments(r -> r.maxResults(2));
    assertThat(page.documentIdentifiers().getFirst().tags()).hasSize(1);
    assertThat(ssm.listDocuments(r -> r.maxResults(2).nextToken(page.nextToken())))
        .returns(null, ListDocumentsResponse::nextToken)
        .extracting(next -> next.documentIdentifiers().size())
        .isEqualTo(1);
  }

  private List<String> list(String key, String value) {
    return ssm
        .listDocuments(
            r -> r.filters(DocumentKeyValuesFilter.builder().key(key).values(value).build()))
        .documentIdentifiers()
        .stream()
        .map(DocumentIdentifier::name)
        .toList();
  }

  @Test
  void tagsAreAddedAndRemoved() {
    create(NAME, Map.of("team", "a"));
    ssm.addTagsToResource(r ->
        r.resourceType(ResourceTypeForTagging.DOCUMENT)
            .resourceId(NAME)
            .tags(Tag.builder().key("owner").value("me").build()));
    ssm.removeTagsFromResource(
        r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(NAME).tagKeys("team"));

    assertThat(
            ssm.listTagsForResource(
                    r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(NAME))
                .tagList())
        .containsExactly(Tag.builder().key("owner").value("me").build());
    refused(
        () ->
            ssm.listTagsForResource(
                r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId("other")),
        "InvalidResourceId",
        "isn't valid");
  }

  @Test
  void anAccountHasAtMostFiveHundredDocuments() {
    for (int number = 0; number < 500; number++) {
      create("document-" + number, Map.of());
    }
    refused(() -> create(NAME, Map.of()), "DocumentLimitExceeded", "at most 500");
  }

  private static void refused(ThrowingCallable call, String code, String words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SsmException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code))
        .hasMessageContaining(words);
  }
}
