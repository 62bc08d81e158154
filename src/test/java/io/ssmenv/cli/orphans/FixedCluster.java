package io.ssmenv.cli.orphans;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.LocalAdmission;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.plan.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster with these environments. */
record FixedCluster(String id, List<SsmManagedEnvironment> all) implements Cluster {

  FixedCluster {
    all = List.copyOf(all);
  }

  static SsmManagedEnvironment environment(
      String name, String uid, Map<String, String> annotations) {
    SsmManagedEnvironment environment = new SsmManagedEnvironment();
    environment.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("team-a")
            .withUid(uid)
            .withAnnotations(annotations)
            .build());
    return environment;
  }

  @Override
  public String namespace() {
    return "default";
  }

  @Override
  public List<SsmManagedEnvironment> list(String namespace) {
    return all;
  }

  @Override
  public Optional<SsmManagedEnvironment> find(String namespace, String name) {
    return Optional.empty();
  }

  @Override
  public Trial trial(Manifest manifest, String namespace) {
    return new Trial(new LocalAdmission().admit(manifest), false);
  }

  @Override
  public void close() {}
}
