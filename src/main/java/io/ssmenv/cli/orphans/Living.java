package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.status.ConditionReason;
import io.ssmenv.status.ConditionType;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Ownership;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The environments that are known to live.
 *
 * @param cluster the id of the cluster that was asked; empty if none was
 * @param uids of its objects
 * @param claims the namespaces and names of the objects that name another environment id, in their
 *     annotation or their status, by that id. Everybody who may write an object may write that, so
 *     it counts only if the tags of a resource say the same
 */
record Living(Optional<String> cluster, Set<String> uids, Map<String, SortedSet<String>> claims) {

  static final Living UNKNOWN = new Living(Optional.empty(), Set.of(), Map.of());

  Living {
    uids = ImmutableCopy.of(uids);
    claims = ImmutableCopy.of(claims);
  }

  static Living in(Cluster cluster) {
    Set<String> uids = new HashSet<>();
    Map<String, SortedSet<String>> claims = new HashMap<>();
    for (SsmManagedEnvironment environment : cluster.all()) {
      requireOriginal(environment);
      String uid = environment.getMetadata().getUid();
      uids.add(uid);
      Stream.concat(
              environment.annotation(SsmManagedEnvironment.ADOPT).stream(),
              Optional.ofNullable(environment.getStatus())
                  .flatMap(status -> Optional.ofNullable(status.environmentId()))
                  .stream())
          .filter(id -> !id.equals(uid))
          .forEach(id -> claims.computeIfAbsent(id, _ -> new TreeSet<>()).add(name(environment)));
    }
    return new Living(Optional.of(cluster.id()), uids, claims);
  }

  /** A copy of a cluster does not show what the original one has built since. */
  private static void requireOriginal(SsmManagedEnvironment environment) {
    Optional.ofNullable(environment.getStatus())
        .flatMap(status -> status.condition(ConditionType.STALLED.wire()))
        .filter(stalled -> ConditionReason.CLUSTER_COPIED.wire().equals(stalled.reason()))
        .ifPresent(_ -> {
          throw new IllegalStateException(
              "The operator of this cluster has found that the cluster is a copy of another one"
                  + " (ClusterCopied in the status of "
                  + name(environment)
                  + "), so it is not known which environments live. Use the kubeconfig of the other"
                  + " cluster");
        });
  }

  private static String name(SsmManagedEnvironment environment) {
    return environment.getMetadata().getNamespace() + "/" + environment.getMetadata().getName();
  }

  /** Those that one of two lists shows. */
  Living and(Living later) {
    Set<String> all = new HashSet<>(uids);
    all.addAll(later.uids());
    Map<String, SortedSet<String>> claimed = new HashMap<>();
    Stream.of(this, later)
        .flatMap(one -> one.claims().entrySet().stream())
        .forEach(claim ->
            claimed.computeIfAbsent(claim.getKey(), _ -> new TreeSet<>()).addAll(claim.getValue()));
    return new Living(later.cluster(), all, claimed);
  }

  /**
   * Whether an environment lives.
   *
   * @param tags of its resources
   */
  boolean has(String environment, Collection<Ownership> tags) {
    SortedSet<String> claiming = claiming(environment);
    return uids.contains(environment)
        || tags.stream()
            .anyMatch(tag ->
                cluster.equals(Optional.of(tag.cluster())) && claiming.contains(tag.owner()));
  }

  /** Whether an object has an environment id, or asks for it. */
  boolean names(String environment) {
    return uids.contains(environment) || claims.containsKey(environment);
  }

  /** The namespaces and names of the objects that ask for the resources with an id. */
  SortedSet<String> claiming(String environment) {
    return claims.getOrDefault(environment, Collections.emptySortedSet());
  }
}
