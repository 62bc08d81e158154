package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.document.Document.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Creates, updates and deletes documents. */
final class DocumentActions implements ActionGroup {
  /** The quota of an account and region [D]. */
  private static final int MAX_DOCUMENTS = 500;

  private static final int MAX_VERSIONS = 1000;

  /** A new version is not active immediately [C], see aws_ssm_document; for how long is [F]. */
  private static final double MAX_SECONDS_UNTIL_ACTIVE = 5;

  private final SeededRandom random;
  private final Documents documents;

  DocumentActions(Simulation simulation, Documents documents) {
    random = simulation.random();
    this.documents = documents;
  }

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.write(
            "CreateDocument",
            this::create,
            "Content",
            "Name",
            "DocumentType",
            "DocumentFormat",
            "Tags",
            "Tags.Key",
            "Tags.Value"),
        Operation.write(
            "UpdateDocument", this::update, "Content", "Name", "DocumentVersion", "DocumentFormat"),
        Operation.write(
            "UpdateDocumentDefaultVersion", this::updateDefault, "Name", "DocumentVersion"),
        Operation.write("DeleteDocument", this::delete, "Name", "DocumentVersion"));
  }

  private Struct create(Call call) {
    Params params = call.params();
    String name = DocumentInput.newName(params);
    String type = params.text("DocumentType").orElse("Command");
    if (!type.equals("Session")) {
      throw DocumentInput.validation(
          "The simulator supports documents of the type Session only, not " + type);
    }
    DocumentInput.checkFormat(params);
    Version version = version(call, name, 1);
    Map<String, String> tags = DocumentInput.tags(params, Map.of());
    if (documents.exists(call, name)) {
      throw ErrorWords.error("document-already-exists", name);
    }
    if (documents.store(call).all().count() >= MAX_DOCUMENTS) {
      throw ErrorWords.error("document-limit-exceeded", MAX_DOCUMENTS);
    }
    Document document = new Document(name, List.of(version), 1, 1, tags);
    documents.store(call).add(document, call.now());
    return described(call, document, version);
  }

  /** Adds a version, which sessions use only when it has become the default version. */
  private Struct update(Call call) {
    String name = DocumentInput.name(call.params());
    DocumentInput.checkFormat(call.params());
    Optional<String> base = DocumentInput.version(call.params());
    Document document = documents.forWrite(call, name);
    if (document
        .version(base.orElse(Document.DEFAULT))
        .filter(document.latest()::equals)
        .isEmpty()) {
      throw ErrorWords.error("document-version-not-latest", name);
    }
    Version version = version(call, name, document.highest() + 1);
    if (document.versions().stream().anyMatch(other -> other.text().equals(version.text()))) {
      throw ErrorWords.error("document-content-duplicate");
    }
    if (document.versions().size() >= MAX_VERSIONS) {
      throw ErrorWords.error("document-version-limit-exceeded");
    }
    Document changed = document.with(version);
    documents.store(call).update(name, call.now(), current -> current.with(version));
    return described(call, changed, version);
  }

  private Version version(Call call, String name, int number) {
    String text = call.params().required("Content");
    return new Version(
        number,
        text,
        SessionContent.parse(text),
        call.now(),
        call.now()
            .plus(
                random.seconds(
                    "document/%s/%d".formatted(name, number), 0, MAX_SECONDS_UNTIL_ACTIVE)));
  }

  private static Struct described(Call call, Document document, Version version) {
    return Struct.empty()
        .with("DocumentDescription", DocumentViews.description(call, document, version));
  }

  private Struct updateDefault(Call call) {
    String name = DocumentInput.name(call.params());
    String number = call.params().required("DocumentVersion");
    if (!number.matches("[1-9][0-9]*")) {
      throw DocumentInput.constraint("documentVersion", "the form [1-9][0-9]*");
    }
    Version version =
        documents
            .forWrite(call, name)
            .version(number)
            .orElseThrow(() -> ErrorWords.error("document-version-invalid"));
    documents
        .store(call)
        .update(name, call.now(), current -> current.withDefault(version.number()));
    return Struct.empty()
        .with("Description", Struct.empty().with("Name", name).with("DefaultVersion", number));
  }

  /** Deletes a version, or the document with all versions. */
  private Struct delete(Call call) {
    String name = DocumentInput.name(call.params());
    Optional<String> number = DocumentInput.version(call.params());
    Document document = documents.forWrite(call, name);
    if (number.isEmpty()) {
      documents.store(call).remove(name, call.now());
      return Struct.empty();
    }
    Version version =
        document
            .version(number.get())
            .orElseThrow(() -> ErrorWords.error("document-version-invalid"));
    if (version.number() == document.defaultVersion()) {
      throw ErrorWords.error("document-version-default");
    }
    documents.store(call).update(name, call.now(), current -> current.without(version));
    return Struct.empty();
  }
}
