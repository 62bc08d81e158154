package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.document.Document.Version;
import java.util.List;
import java.util.Optional;

/** Describes, returns and lists documents. */
final class DocumentReads implements ActionGroup {
  private static final int MAX_RESULTS = 50;

  /** The page size without {@code MaxResults}; AWS does not document it [F]. */
  private static final int DEFAULT_RESULTS = 50;

  private final Documents documents;
  private final PageTokens pageTokens;

  DocumentReads(Simulation simulation, Documents documents) {
    this.documents = documents;
    pageTokens = new PageTokens(simulation.ids());
  }

  /** A document and one of its versions. */
  private record Found(Document document, Version version) {}

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.read("DescribeDocument", this::describe, "Name", "DocumentVersion"),
        Operation.read("GetDocument", this::get, "Name", "DocumentVersion", "DocumentFormat"),
        Operation.read(
            "ListDocuments",
            this::list,
            "Filters.Key",
            "Filters.Values",
            "MaxResults",
            "NextToken"));
  }

  private Struct describe(Call call) {
    Found found = find(call);
    return Struct.empty()
        .with("Document", DocumentViews.description(call, found.document(), found.version()));
  }

  private Struct get(Call call) {
    DocumentInput.checkFormat(call.params());
    Found found = find(call);
    return DocumentViews.content(call, found.document(), found.version());
  }

  private Found find(Call call) {
    String name = DocumentInput.nameOfNameOrArn(call.params().required("Name"));
    Optional<String> version = DocumentInput.version(call.params());
    Document document =
        documents
            .store(call)
            .read(name, call.now())
            .orElseThrow(() -> ErrorWords.error("invalid-document", name));
    return document
        .version(version.orElse(Document.DEFAULT))
        .map(found -> new Found(document, found))
        .orElseThrow(() -> ErrorWords.error("document-version-invalid"));
  }

  private Struct list(Call call) {
    Params params = call.params();
    int size = params.integer("MaxResults").orElse(DEFAULT_RESULTS);
    if (size < 1 || size > MAX_RESULTS) {
      throw DocumentInput.constraint("maxResults", "value between 1 and " + MAX_RESULTS);
    }
    List<Params> filters = params.structs("Filters");
    List<Struct> found =
        documents
            .store(call)
            .list(call.now())
            .filter(document -> filters.stream().allMatch(filter -> matches(filter, document)))
            .map(document -> DocumentViews.identifier(call, document))
            .toList();
    PageTokens.Page page =
        pageTokens.page(
            call, params.text("NextToken"), size, () -> found, PageTokens::invalidNextToken);
    return Struct.empty()
        .with("DocumentIdentifiers", page.items())
        .with("NextToken", page.nextToken());
  }

  /** Documents of AWS and of other accounts are not listed. */
  private static boolean matches(Params filter, Document document) {
    String key = filter.required("Key");
    List<String> values = filter.texts("Values");
    return switch (key) {
      case "Owner" -> values.stream().anyMatch(List.of("Self", "Private", "All")::contains);
      case "DocumentType" -> values.contains("Session");
      case "Name" -> values.stream().anyMatch(document.name()::startsWith);
      default -> {
        if (!key.startsWith("tag:")) {
          throw ErrorWords.error("invalid-filter-key", key);
        }
        yield Optional.ofNullable(document.tags().get(key.substring("tag:".length())))
            .filter(value -> values.isEmpty() || values.contains(value))
            .isPresent();
      }
    };
  }
}
