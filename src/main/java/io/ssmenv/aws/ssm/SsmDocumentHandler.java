package io.ssmenv.aws.ssm;

import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.call.AdoptionCheck;
import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.call.NotFound;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.ListedHandler;
import io.ssmenv.aws.inventory.Listing;
import io.ssmenv.aws.inventory.ReadLag;
import io.ssmenv.aws.inventory.SdkListing;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.SsmDocument;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.SsmException;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The session documents of environments; their id is their name. */
public final class SsmDocumentHandler implements ListedHandler<SsmDocument> {

  private final SsmDocumentReader reader;
  private final Listing listing;

  public SsmDocumentHandler() {
    this(ItemReads.UNLIMITED);
  }

  /**
   * @param budget of the reads of the content
   */
  public SsmDocumentHandler(ItemReads budget) {
    this.reader = new SsmDocumentReader(budget);
    this.listing =
        SdkListing.withItemReads(
            "ListDocuments",
            SsmDocument.class,
            Set.of(),
            reader::list,
            (clients, name) -> List.of(SsmDocumentReader.get(clients.ssm(), name)),
            SsmDocumentReader.ReadDocument::item,
            ReadLag.EC2);
  }

  @Override
  public Class<SsmDocument> type() {
    return SsmDocument.class;
  }

  @Override
  public Listing listing() {
    return listing;
  }

  @Override
  public Created create(AwsCall call, SsmDocument desired) {
    try {
      call.ssm()
          .createDocument(request ->
              request
                  .name(desired.name())
                  .content(desired.content())
                  .documentType(DocumentType.SESSION)
                  .documentFormat(DocumentFormat.JSON)
                  .tags(write(call.tags(desired.tags()))));
    } catch (SsmException e) {
      if (!ErrorClassifier.isCode(e, "DocumentAlreadyExists")) {
        throw e;
      }
      AdoptionCheck.require(
          call,
          "CreateDocument",
          "The document " + desired.name(),
          SsmDocumentReader.tags(call.ssm(), desired.name()));
    }
    return Created.ready(desired.name());
  }

  @Override
  public String update(
      AwsCall call, SsmDocument desired, Observed current, Set<Component> changed) {
    String name = current.id();
    if (changed.contains(SsmDocument.CONTENT)) {
      DocumentDescription before = SsmDocumentReader.describe(call.ssm(), name);
      String version = version(call.ssm(), before, desired.content());
      call.ssm()
          .updateDocumentDefaultVersion(request -> request.name(name).documentVersion(version));
      reader.written(call.clients(), name, desired.content());
      deleteVersion(call.ssm(), name, before.defaultVersion(), version);
    }
    SortedMap<String, String> missing =
        desired.tags().missingFrom(((SsmDocument) current.resource()).tags());
    if (!missing.isEmpty()) {
      call.ssm()
          .addTagsToResource(request ->
              request
                  .resourceType(ResourceTypeForTagging.DOCUMENT)
                  .resourceId(name)
                  .tags(write(missing)));
    }
    return name;
  }

  /** A version with the content: a new one, or the one that has it. */
  private static String version(SsmClient ssm, DocumentDescription before, String content) {
    try {
      return ssm.updateDocument(request ->
              request
                  .name(before.name())
                  .content(content)
                  .documentFormat(DocumentFormat.JSON)
                  .documentVersion("$LATEST"))
          .documentDescription()
          .documentVersion();
    } catch (SsmException e) {
      if (!ErrorClassifier.isCode(e, "DuplicateDocumentContent")) {
        throw e;
      }
      return SsmDocumentReader.version(ssm, before, content).orElseThrow(() -> e);
    }
  }

  /**
   * Deletes the former default version: AWS keeps a thousand [D], and may refuse the content of any
   * of them as a duplicate [C].
   */
  private static void deleteVersion(SsmClient ssm, String name, String former, String now) {
    if (!former.equals(now)) {
      NotFound.deleted(
          () -> ssm.deleteDocument(request -> request.name(name).documentVersion(former)));
    }
  }

  @Override
  public Deletion delete(AwsCall call, SsmDocument observed, String id) {
    return NotFound.deleted(() -> call.ssm().deleteDocument(request -> request.name(id)));
  }

  @Override
  public Change change(SsmDocument desired, SsmDocument observed, Set<Component> changed) {
    return changed.contains(SsmDocument.NAME) ? new Change.DeleteFirst() : new Change.InPlace();
  }

  private static List<Tag> write(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(one -> Tag.builder().key(one.getKey()).value(one.getValue()).build())
        .toList();
  }
}
