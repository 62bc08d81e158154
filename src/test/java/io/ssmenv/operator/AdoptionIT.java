package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A retained environment is taken over by a new object, with a real API server. */
@ExtendWith(ApiServerExtension.class)
class AdoptionIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: ElasticIp}
      drift: {interval: 5s}
      deletionPolicy: Retain
      instances: [{name: app}]
      """;

  @Test
  void aNewObjectTakesOverWhatARetainedOneLeft(ApiServer server) throws Exception {
    Environments environments = new Environments(server, "adopted");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml("former", SPEC));
      environments.awaitReady("former");
      SsmManagedEnvironment former = environments.get("former");
      String id = former.getMetadata().getUid();
      assertThat(former.getStatus().environmentId()).isEqualTo(id);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(shownId(environments, "former")).isEqualTo(Optional.of(id)));
      Set<String> ids = ids(aws);

      environments.apply(Environments.yaml("adopter", SPEC));
      environments.awaitReady("adopter");
      environments.patch("adopter", "{\"spec\": {\"deletionPolicy\": \"Delete\"}}");
      environments.delete("adopter");
      environments.awaitGone("adopter");
      assertThat(ids(aws)).as("without the annotation, it has its own").isEqualTo(ids);

      environments.apply(
          Environments.yaml("adopter", SPEC)
              .replace(
                  "{name: adopter}",
                  "{name: adopter, annotations: {ssmenv.io/adopt: " + id + "}}"));
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(environments.condition("adopter", "Stalled"))
                  .hasValueSatisfying(
                      stalled -> assertThat(stalled.reason()).isEqualTo("AdoptionRefused")));
      environments.delete("former");
      environments.awaitGone("former");

      environments.awaitReady("adopter");
      assertThat(environments.get("adopter").getStatus().environmentId()).isEqualTo(id);
      assertThat(shownId(environments, "adopter")).isEqualTo(Optional.of(id));
      assertThat(ids(aws)).isEqualTo(ids);

      environments.patch("adopter", "{\"spec\": {\"deletionPolicy\": \"Delete\"}}");
      environments.delete("adopter");
      environments.awaitGone("adopter");
      assertThat(aws.resources()).isEmpty();
    }
  }

  private static Optional<String> shownId(Environments environments, String name) {
    return environments.get(name).annotation(SsmManagedEnvironment.ENVIRONMENT_ID);
  }

  private static Set<String> ids(SimulatedAws aws) {
    return aws.resources().stream().map(ResourceSummary::id).collect(Collectors.toSet());
  }
}
