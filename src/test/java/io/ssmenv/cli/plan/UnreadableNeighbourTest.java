package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Environments of the namespace that have no spec, or one that cannot be read. */
class UnreadableNeighbourTest {

  private static final String HOST = "network: {environment: {name: other}}";

  private static SsmManagedEnvironment environment(String name, String spec) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            apiVersion: ssmenv.io/v1alpha1
            kind: SsmManagedEnvironment
            metadata: {name: %s, namespace: team-a, uid: uid-%s}
            %s
            """
                .formatted(name, name, spec),
            SsmManagedEnvironment.class);
  }

  private static String spec(String more) {
    return "spec: {region: eu-west-1, connectivity: {pattern: ElasticIp}, instances: [{name: app}]"
        + (more.isEmpty() ? "" : ", " + more)
        + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spec: {}",
        "spec: {region: eu-west-1}",
        "spec: {region: eu-west-1, connectivity: {}, instances: []}",
        "spec: {region: eu-west-1, connectivity: {pattern: ElasticIp}, instances: [{}]}"
      })
  void doNotKeepOthersFromBeingPlanned(String spec) throws IOException {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      CommandRun run = new CommandRun();
      run.aws(ClientFactory.of(aws.endpoint(), "AKIAPLAN", "secret"));
      run.cluster(() -> new Neighbours(environment("one", spec("")), environment("other", spec)));
      assertThat(run.plan("one")).as(run.err()).isEqualTo(2);
      assertThat(run.err()).isEmpty();
      run.cluster(() -> new Neighbours(environment("one", spec(HOST)), environment("other", spec)));
      assertThat(run.plan("one")).isEqualTo(1);
      assertThat(run.err()).startsWith("plan: team-a/one: ").doesNotContain("null", "Exception");
      run.cluster(() -> new Neighbours(environment("other", spec), environment("one", spec(""))));
      assertThat(run.plan("other")).isEqualTo(1);
      assertThat(run.err()).startsWith("plan: other: spec").endsWith(" is missing\n");
    }
  }

  private record Neighbours(SsmManagedEnvironment asked, SsmManagedEnvironment other)
      implements Cluster {
    @Override
    public String id() {
      return "cluster";
    }

    @Override
    public String namespace() {
      return "team-a";
    }

    @Override
    public Optional<SsmManagedEnvironment> find(String where, String name) {
      return Optional.of(asked);
    }

    @Override
    public List<SsmManagedEnvironment> list(String where) {
      return List.of(asked, other);
    }

    @Override
    public List<SsmManagedEnvironment> all() {
      return List.of(asked, other);
    }

    @Override
    public Trial trial(Manifest manifest, String where) {
      throw new AssertionError("Nothing is applied");
    }

    @Override
    public void close() {}
  }
}
