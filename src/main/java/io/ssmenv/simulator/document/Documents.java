package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.ResourceLister;
import io.ssmenv.simulator.core.ResourceStore;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The documents that the accounts own, by region. Reads lag behind writes as those of EC2; AWS
 * documents no lag [F].
 */
public final class Documents implements ResourceLister {
  private final RegionalState<ResourceStore<Document>> stores;
  private final List<ActionGroup> families;

  /** Creates the service without documents. */
  public Documents(Simulation simulation) {
    stores =
        new RegionalState<>(_ -> new ResourceStore<>(simulation, simulation.options().readLag()));
    families =
        List.of(
            new DocumentActions(simulation, this),
            new DocumentReads(simulation, this),
            new DocumentTags(this));
  }

  /** Returns the action families. */
  public List<ActionGroup> families() {
    return families;
  }

  /**
   * Returns the preferences of a new session with a document, which are those of its default
   * version; empty if the account has no such document.
   *
   * @param nameOrArn as in the request
   */
  public Optional<SessionPreferences> preferences(Call call, String nameOrArn) {
    return store(call)
        .findForWrite(DocumentInput.nameOfNameOrArn(nameOrArn), call.now())
        .flatMap(document -> document.version(Document.DEFAULT))
        .map(version -> version.content().preferences());
  }

  /** Returns the tags of a document, for conditions of policies; none if it does not exist. */
  public Map<String, String> tags(Call call, String name) {
    return store(call).get(name).map(Document::tags).orElse(Map.of());
  }

  /** Returns whether the account has a document with this name. */
  public boolean exists(Call call, String name) {
    return store(call).get(name).isPresent();
  }

  ResourceStore<Document> store(Call call) {
    return stores.of(call);
  }

  /**
   * Returns the actual state of a document, for a write.
   *
   * @throws AwsError if there is none
   */
  Document forWrite(Call call, String name) {
    return store(call)
        .findForWrite(name, call.now())
        .orElseThrow(() -> ErrorWords.error("invalid-document", name));
  }

  static String arn(Call call, String name) {
    return "arn:aws:ssm:%s:%s:document/%s".formatted(call.region(), call.accountId(), name);
  }

  @Override
  public List<ResourceSummary> list(SimulatedAccount account) {
    List<ResourceSummary> found = new ArrayList<>();
    stores.forEach(
        account.id(),
        (key, store) ->
            store
                .all()
                .map(document ->
                    new ResourceSummary(
                        account.id(),
                        key.region(),
                        "document",
                        document.name(),
                        "",
                        document.tags()))
                .forEach(found::add));
    return found;
  }
}
