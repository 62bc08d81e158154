package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An environment in the VPC of another one, with a real API server. */
@ExtendWith(ApiServerExtension.class)
class SharedVpcIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final String HOST = spec("ElasticIp", "");
  private static final String GUEST = spec("NatGateway", "network: {environment: {name: public}}");

  @Test
  void aGuestIsInTheVpcOfItsHostAndTheHostWaitsForItsDeletion(ApiServer server) throws IOException {
    Environments environments = new Environments(server, "shared");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml("nat", GUEST));
      await().atMost(LIMIT).until(() -> environments.isTrue("nat", "Reconciling"));
      environments.apply(Environments.yaml("public", HOST));
      environments.awaitReady("public", "nat");

      assertThat(environments.get("nat").getStatus().vpcId())
          .isEqualTo(environments.get("public").getStatus().vpcId());
      assertThat(aws.resources()).filteredOn(one -> one.type().equals("vpc")).hasSize(1);
      assertThat(environments.kubectl("get", "ssmenv", "nat", "-o", "wide").getLast())
          .contains(" public ");

      environments.delete("public");
      await()
          .atMost(LIMIT)
          .untilAsserted(() ->
              assertThat(environments.condition("public", "Deleting"))
                  .hasValueSatisfying(
                      deleting -> assertThat(deleting.message()).endsWith("Delete nat")));
      environments.delete("nat");
      environments.awaitGone("nat", "public");
      assertThat(aws.resources()).isEmpty();
    }
  }

  @Test
  void environmentsThatNameEachOtherInACircleAreToldSo(ApiServer server) throws IOException {
    Environments environments = new Environments(server, "circle");
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40));
        RunningOperator operator = RunningOperator.start(server, environments, aws)) {
      environments.apply(Environments.yaml("a", GUEST.replace("public", "b")));
      environments.apply(Environments.yaml("b", GUEST.replace("public", "c")));
      environments.apply(Environments.yaml("bystander", GUEST.replace("public", "a")));
      environments.apply(Environments.yaml("c", GUEST.replace("public", "a")));
      for (String name : List.of("a", "b", "c", "bystander")) {
        await()
            .atMost(LIMIT)
            .untilAsserted(() ->
                assertThat(environments.condition(name, "Stalled"))
                    .hasValueSatisfying(stalled ->
                        assertThat(stalled.message())
                            .contains("name each other in a circle")
                            .contains("a names b", "b names c", "c names a")));
      }
      assertThat(aws.resources()).isEmpty();
    }
  }

  @Test
  void theVpcOfAnEnvironmentIsChosenOnce(ApiServer server) {
    Environments environments = new Environments(server, "shared-rules");
    environments.apply(Environments.yaml("public", HOST));
    environments.apply(Environments.yaml("nat", GUEST));

    refused(environments, "public", spec("ElasticIp", "network: {environment: {name: nat}}"))
        .hasMessageContaining("spec.network.environment is immutable");
    refused(environments, "nat", spec("NatGateway", ""))
        .hasMessageContaining("create another environment there");
    refused(environments, "nat", GUEST.replace("public", "other"))
        .hasMessageContaining("spec.network.environment is immutable");
    refused(environments, "itself", GUEST.replace("public", "itself"))
        .hasMessageContaining("spec.network.environment must name another environment");
    refused(
            environments,
            "both",
            spec("NatGateway", "network: {cidr: 10.1.0.0/16, environment: {name: public}}"))
        .hasMessageContaining("spec.network has either cidr");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> refused(
      Environments environments, String name, String spec) {
    return assertThatThrownBy(() -> environments.apply(Environments.yaml(name, spec)))
        .isInstanceOf(KubernetesClientException.class);
  }

  private static String spec(String pattern, String more) {
    return """
    region: eu-west-1
    connectivity: {pattern: %s}
    instances: [{name: app}]
    %s
    """
        .formatted(pattern, more);
  }
}
