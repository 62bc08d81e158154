package io.ssmenv.engine;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * Asks a running operator what it would do.
 *
 * @param reader a replica that does not lead, for environments that are not stored
 */
record Previewer(ApiServerState api, Replica leader, VirtualTime time, Supplier<Replica> reader) {

  /** Returns what the leading replica would do with another spec, given as YAML. */
  Preview preview(Owner owner, String yaml) {
    return Objects.requireNonNull(previews(owner, yaml).get(owner));
  }

  /** Returns the same for all environments in the VPC. */
  Map<Owner, Preview> previews(Owner owner, String yaml) {
    return previews(api.get(owner).orElseThrow().withSpec(StoredEnvironment.parseSpec(yaml)));
  }

  /** Returns what it would do with a new environment. */
  Map<Owner, Preview> previewNew(String name, String yaml) {
    return previews(EngineHarness.created(name, yaml));
  }

  /** Returns what it would do if an environment was deleted. */
  Map<Owner, Preview> previewDeletion(Owner owner) {
    return previews(api.get(owner).orElseThrow().markedForDeletion());
  }

  /**
   * Returns what is known of all environments in a VPC, with the paths of their agents. A leader
   * drops what it has read of them while nothing is amiss.
   */
  Map<Owner, Preview> explanations(Owner owner) {
    return ask(api.get(owner).orElseThrow(), (_, vpc) -> reader.get().engine.explain(vpc));
  }

  private Map<Owner, Preview> previews(StoredEnvironment edited) {
    return ask(edited, (replica, vpc) -> replica.engine.preview(vpc));
  }

  private Map<Owner, Preview> ask(
      StoredEnvironment edited,
      BiFunction<Replica, List<ReconcileRequest>, List<Preview>> question) {
    List<StoredEnvironment> all = new ArrayList<>(api.all());
    all.removeIf(other -> other.owner().equals(edited.owner()));
    all.add(edited);
    List<StoredEnvironment> vpc =
        all.stream().filter(other -> other.vpcOwner().equals(edited.vpcOwner())).toList();
    Replica replica = api.get(edited.owner()).isPresent() ? leader : reader.get();
    List<ReconcileRequest> requests =
        vpc.stream()
            .map(one -> one.request(one.owner(), true, time.instant(), all, false))
            .toList();
    List<Preview> previews = question.apply(replica, requests);
    Map<Owner, Preview> byOwner = new HashMap<>();
    vpc.forEach(one -> byOwner.put(one.owner(), previews.get(byOwner.size())));
    return byOwner;
  }
}
