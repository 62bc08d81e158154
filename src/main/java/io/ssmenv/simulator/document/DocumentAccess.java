package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The permissions that the operations on documents need, from the Service Authorization Reference
 * [D].
 */
public final class DocumentAccess implements Access.Model {
  private static final String RESOURCE_TAG = "ssm:resourceTag/";
  private static final Set<String> ACTIONS =
      Set.of(
          "UpdateDocument",
          "UpdateDocumentDefaultVersion",
          "DeleteDocument",
          "DescribeDocument",
          "GetDocument");
  private static final Set<String> TAG_ACTIONS =
      Set.of("AddTagsToResource", "RemoveTagsFromResource", "ListTagsForResource");

  private final Documents documents;

  public DocumentAccess(Documents documents) {
    this.documents = documents;
  }

  /** Returns whether a call is one of those of this model. */
  public static boolean covers(Call call) {
    return call.action().equals("CreateDocument")
        || ACTIONS.contains(call.action())
        || TAG_ACTIONS.contains(call.action());
  }

  @Override
  public List<Access> requiredAccess(Call call) {
    Params params = call.params();
    String action = "ssm:" + call.action();
    Map<String, String> tags = new LinkedHashMap<>();
    params
        .structs("Tags")
        .forEach(tag -> tags.put(tag.text("Key").orElse(""), tag.text("Value").orElse("")));
    if (call.action().equals("CreateDocument")) {
      String arn = Documents.arn(call, params.text("Name").orElse(""));
      Access create = Access.to(action, arn).withRequestTags(tags);
      return tags.isEmpty()
          ? List.of(create)
          : List.of(create, Access.to("ssm:AddTagsToResource", arn).withRequestTags(tags));
    }
    String name =
        TAG_ACTIONS.contains(call.action())
            ? params.text("ResourceId").orElse("")
            : params.text("Name").orElse("");
    Access access =
        toDocument(call, action, name.substring(name.lastIndexOf('/') + 1)).withRequestTags(tags);
    String[] removed = params.texts("TagKeys").toArray(String[]::new);
    return List.of(access.with("aws:TagKeys", removed));
  }

  /** Returns the permission for an action on a document of the account, with its tags. */
  public Access toDocument(Call call, String action, String name) {
    Map<String, String> tags = documents.tags(call, name);
    Access access = Access.to(action, Documents.arn(call, name)).withResourceTags(tags);
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      access = access.with(RESOURCE_TAG + tag.getKey(), tag.getValue());
    }
    return access;
  }
}
