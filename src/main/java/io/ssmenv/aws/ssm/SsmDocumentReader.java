package io.ssmenv.aws.ssm;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AttributeCache;
import io.ssmenv.aws.call.CanonicalJson;
import io.ssmenv.aws.call.UserTags;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.ListedResource;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.SsmDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.InvalidDocumentVersionException;
import software.amazon.awssdk.services.ssm.model.Tag;

/**
 * Reads session documents. ListDocuments returns their tags and not their content [D], so the
 * content is read for one document at a time and remembered.
 */
final class SsmDocumentReader {

  /** The largest page [D]. */
  private static final int PAGE = 50;

  private static final String READ = "GetDocument";

  /** The key is name, time of creation and version, because another version has another content. */
  private final AttributeCache<String> contents;

  private final ItemReads budget;

  /**
   * @param budget of the reads of the content
   */
  SsmDocumentReader(ItemReads budget) {
    this.budget = budget;
    this.contents = new AttributeCache<>(READ, known -> budget.turns(READ, known));
  }

  SdkListing.Items<ReadDocument> list(Clients clients, TagScope scope) {
    Map<String, DocumentIdentifier> documents = new LinkedHashMap<>();
    scope.calls().stream()
        .flatMap(one -> listed(clients.ssm(), one))
        .forEach(document -> documents.putIfAbsent(identity(document), document));
    AttributeCache.Attributes<String> content =
        contents.of(
            clients.region(),
            documents.keySet(),
            budget.ofListing(READ, 1),
            identity -> content(clients.ssm(), name(identity)));
    return new SdkListing.Items<>(
        documents.entrySet().stream()
            .flatMap(one ->
                Optional.ofNullable(content.read().get(one.getKey()))
                    .map(text ->
                        new ReadDocument(one.getValue().name(), tags(one.getValue().tags()), text))
                    .stream())
            .toList(),
        content.unread().stream().map(SsmDocumentReader::name).collect(ImmutableCopy.toSet()));
  }

  private static Stream<DocumentIdentifier> listed(SsmClient ssm, TagScope scope) {
    return ssm
        .listDocumentsPaginator(request ->
            request
                .filters(
                    filter("Owner", Set.of("Self")),
                    filter("DocumentType", Set.of("Session")),
                    filter("tag:" + scope.tag(), scope.values()))
                .maxResults(PAGE))
        .documentIdentifiers()
        .stream();
  }

  private static DocumentKeyValuesFilter filter(String key, Set<String> values) {
    return DocumentKeyValuesFilter.builder().key(key).values(values).build();
  }

  private static String identity(DocumentIdentifier document) {
    return "%s/%s/%s"
        .formatted(document.name(), document.createdDate(), document.documentVersion());
  }

  private static String name(String identity) {
    return identity.substring(0, identity.indexOf('/'));
  }

  /** Records that the content was written: it is read first until it is as written. */
  void written(Clients clients, String name, String content) {
    contents.written(clients.region(), known -> known.startsWith(name + "/"), content::equals);
  }

  static ReadDocument get(SsmClient ssm, String name) {
    return new ReadDocument(name, tags(ssm, name), content(ssm, name));
  }

  static DocumentDescription describe(SsmClient ssm, String name) {
    return ssm.describeDocument(request -> request.name(name)).document();
  }

  /** The latest version that has a content; most documents have one or two. */
  static Optional<String> version(SsmClient ssm, DocumentDescription document, String content) {
    return IntStream.iterate(
            Integer.parseInt(document.latestVersion()), number -> number > 0, number -> number - 1)
        .mapToObj(Integer::toString)
        .filter(
            number -> contentOf(ssm, document.name(), number).filter(content::equals).isPresent())
        .findFirst();
  }

  /** Empty for a version that was deleted. */
  private static Optional<String> contentOf(SsmClient ssm, String name, String version) {
    try {
      return Optional.of(
          CanonicalJson.of(
              ssm.getDocument(request ->
                      request
                          .name(name)
                          .documentVersion(version)
                          .documentFormat(DocumentFormat.JSON))
                  .content()));
    } catch (InvalidDocumentVersionException _) {
      return Optional.empty();
    }
  }

  /** The content of the default version. */
  private static String content(SsmClient ssm, String name) {
    return CanonicalJson.of(
        ssm.getDocument(request -> request.name(name).documentFormat(DocumentFormat.JSON))
            .content());
  }

  static Map<String, String> tags(SsmClient ssm, String name) {
    return tags(describe(ssm, name).tags());
  }

  private static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> all = new TreeMap<>();
    tags.forEach(tag -> all.put(tag.key(), tag.value()));
    return all;
  }

  /** A document with the content of its default version. */
  record ReadDocument(String name, Map<String, String> tags, String content) {

    ListedResource item() {
      return ListedResource.of(
          name,
          tags,
          false,
          "exists",
          key ->
              List.of(
                  new Observed(
                      new SsmDocument(key, name, content, UserTags.of(tags)),
                      name,
                      State.READY,
                      "exists")));
    }
  }
}
