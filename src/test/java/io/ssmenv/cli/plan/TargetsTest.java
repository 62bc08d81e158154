package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetsTest {

  @Test
  void aDeletionNamesTheBlockerOfTheStatus() {
    assertThat(notesOf("Retrying", "DependencyViolation: Blocked by eni-1. Delete it."))
        .containsExactly(
            "the environment is being deleted. Its status says: DependencyViolation: Blocked by"
                + " eni-1. Delete it");
  }

  @Test
  void aDeletionThatNothingBlocksNamesNothing() {
    assertThat(notesOf("NothingLeft", "Nothing is left in AWS"))
        .containsExactly("the environment is being deleted");
  }

  private static List<String> notesOf(String reason, String message) {
    SsmManagedEnvironment environment =
        new KubernetesSerialization()
            .unmarshal(
                """
                apiVersion: ssmenv.io/v1alpha1
                kind: SsmManagedEnvironment
                metadata: {name: reports, namespace: team-a, deletionTimestamp: "2026-11-27T00:00:00Z"}
                spec:
                  region: eu-west-1
                  connectivity: {pattern: ElasticIp}
                  instances: [{name: app}]
                status:
                  conditions:
                    - {type: Deleting, status: "True", reason: "%s", message: "%s"}
                """
                    .formatted(reason, message),
                SsmManagedEnvironment.class);
    return new Targets(Optional.of(new OneEnvironment(environment)), Optional.of("team-a"))
        .named("reports")
        .notes();
  }

  /** A cluster with one environment. */
  private record OneEnvironment(SsmManagedEnvironment environment) implements Cluster {
    @Override
    public String id() {
      return "cluster";
    }

    @Override
    public String namespace() {
      return "team-a";
    }

    @Override
    public Optional<SsmManagedEnvironment> find(String namespace, String name) {
      return Optional.of(environment);
    }

    @Override
    public List<SsmManagedEnvironment> list(String namespace) {
      return List.of(environment);
    }

    @Override
    public List<SsmManagedEnvironment> all() {
      return List.of(environment);
    }

    @Override
    public Trial trial(Manifest manifest, String namespace) {
      return new Trial(environment, true);
    }

    @Override
    public void close() {}
  }
}
