package io.ssmenv.cli.explain;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.plan.Cluster;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A cluster whose environments a test knows.
 *
 * @param id in the ownership tags
 * @param environments by name
 * @param neighbours all in the namespace
 */
record KnownCluster(
    String id,
    String namespace,
    Function<String, Optional<SsmManagedEnvironment>> environments,
    List<SsmManagedEnvironment> neighbours)
    implements Cluster {

  KnownCluster(
      String id, String namespace, Function<String, Optional<SsmManagedEnvironment>> environments) {
    this(id, namespace, environments, List.of());
  }

  @Override
  public Optional<SsmManagedEnvironment> find(String where, String name) {
    return environments.apply(name);
  }

  @Override
  public List<SsmManagedEnvironment> list(String where) {
    return neighbours;
  }

  @Override
  public List<SsmManagedEnvironment> all() {
    return List.of();
  }

  @Override
  public Trial trial(Manifest manifest, String where) {
    throw new AssertionError("Nothing is applied");
  }

  @Override
  public void close() {}
}
