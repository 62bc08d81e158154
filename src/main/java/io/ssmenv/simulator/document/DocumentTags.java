package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Struct;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tags of documents. Other resources of Systems Manager have none here. */
final class DocumentTags implements ActionGroup {
  private final Documents documents;

  DocumentTags(Documents documents) {
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
            "AddTagsToResource", this::add, "ResourceType", "ResourceId", "Tags.Key", "Tags.Value"),
        Operation.write(
            "RemoveTagsFromResource", this::remove, "ResourceType", "ResourceId", "TagKeys"),
        Operation.read("ListTagsForResource", this::list, "ResourceType", "ResourceId"));
  }

  private Struct add(Call call) {
    Document document = find(call);
    Map<String, String> tags = DocumentInput.tags(call.params(), document.tags());
    documents.store(call).update(document.name(), call.now(), current -> current.withTags(tags));
    return Struct.empty();
  }

  private Struct remove(Call call) {
    Document document = find(call);
    Map<String, String> tags = new LinkedHashMap<>(document.tags());
    call.params().texts("TagKeys").forEach(tags::remove);
    documents.store(call).update(document.name(), call.now(), current -> current.withTags(tags));
    return Struct.empty();
  }

  private Struct list(Call call) {
    String name = resourceId(call);
    Document document =
        documents.store(call).read(name, call.now()).orElseThrow(DocumentTags::unknown);
    return Struct.empty().with("TagList", DocumentViews.tags(document.tags()));
  }

  private Document find(Call call) {
    return documents
        .store(call)
        .findForWrite(resourceId(call), call.now())
        .orElseThrow(DocumentTags::unknown);
  }

  private static String resourceId(Call call) {
    String type = call.params().required("ResourceType");
    if (!type.equals("Document")) {
      throw ErrorWords.error("invalid-resource-type");
    }
    return call.params().required("ResourceId");
  }

  private static AwsError unknown() {
    return ErrorWords.error("invalid-resource-id");
  }
}
