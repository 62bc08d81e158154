package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.plan.Cluster;
import java.util.List;
import java.util.Optional;

/** A cluster whose operator was started with a cluster id. */
record NamedCluster(String id, Cluster cluster) implements Cluster {

  @Override
  public String namespace() {
    return cluster.namespace();
  }

  @Override
  public List<SsmManagedEnvironment> all() {
    return cluster.all();
  }

  @Override
  public List<SsmManagedEnvironment> list(String namespace) {
    return cluster.list(namespace);
  }

  @Override
  public Optional<SsmManagedEnvironment> find(String namespace, String name) {
    return cluster.find(namespace, name);
  }

  @Override
  public Trial trial(Manifest manifest, String namespace) {
    return cluster.trial(manifest, namespace);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
