package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.topology.ImmutableCopy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The environments that are known to live.
 *
 * @param cluster the id of the cluster that was asked; empty if none was
 * @param ids the environment ids that its objects have or ask for
 */
record Living(Optional<String> cluster, Set<String> ids) {

  static final Living UNKNOWN = new Living(Optional.empty(), Set.of());

  Living {
    ids = ImmutableCopy.of(ids);
  }

  static Living in(Cluster cluster) {
    Set<String> ids = new HashSet<>();
    for (SsmManagedEnvironment environment : cluster.all()) {
      ids.add(environment.getMetadata().getUid());
      Optional.ofNullable(environment.getStatus())
          .flatMap(status -> Optional.ofNullable(status.environmentId()))
          .ifPresent(ids::add);
      environment.annotation(SsmManagedEnvironment.ADOPT).ifPresent(ids::add);
    }
    return new Living(Optional.of(cluster.id()), ids);
  }

  /** Those that one of two lists shows. */
  Living and(Living later) {
    Set<String> all = new HashSet<>(ids);
    all.addAll(later.ids());
    return new Living(later.cluster(), all);
  }
}
