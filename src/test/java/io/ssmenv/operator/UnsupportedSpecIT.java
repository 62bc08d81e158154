package io.ssmenv.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.Environments;
import io.ssmenv.testing.RunningOperator;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Ownership;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A definition that is newer than the operator admits values and fields that it does not know: they
 * block the environment that has them, and no other.
 */
class UnsupportedSpecIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String SPEC =
      """
      region: eu-west-1
      connectivity: {pattern: %s}
      instances: [{name: app}]
      """;

  @Test
  void onlyTheEnvironmentWithAnUnknownValueIsStalledAndNothingIsWrittenForIt() throws Exception {
    try (ApiServer server = ApiServer.bare();
        SimulatedAws aws = SimulatedAws.start(Simulations.options().withSpeed(40))) {
      server.client().resource(relaxedDefinition()).create();
      server.kubectl("wait", "--for=condition=Established", "crd/ssmmanagedenvironments.ssmenv.io");
      Environments environments = new Environments(server, "unsupported");
      apply(environments, "pattern", SPEC.formatted("TransitGateway"));
      apply(environments, "policy", SPEC.formatted("ElasticIp") + "drift: {policy: Warn}");
      apply(environments, "field", SPEC.formatted("ElasticIp") + "hibernate: true");
      apply(environments, "status", SPEC.formatted("ElasticIp"));
      environments.kubectl(
          "patch",
          "ssmenv",
          "status",
          "--subresource=status",
          "--type=merge",
          "-p",
          """
          {"status": {"pattern": "TransitGateway", "future": {"a": 1}, "conditions": [
            {"type": "Ready", "status": "Maybe", "reason": "Future"}]}}
          """);
      try (RunningOperator operator = RunningOperator.start(server, environments, aws)) {
        awaitUnsupported(environments, "pattern", "spec.connectivity.pattern", "TransitGateway");
        awaitUnsupported(environments, "policy", "spec.drift.policy", "Warn");
        awaitUnsupported(environments, "field", "spec.hibernate");
        environments.awaitReady("status");

        apply(environments, "later", SPEC.formatted("TransitGateway"));
        awaitUnsupported(environments, "later", "spec.connectivity.pattern");
        assertThat(aws.resources())
            .filteredOn(resource -> !resource.type().equals("volume"))
            .allSatisfy(resource ->
                assertThat(resource.tags().get(Ownership.TAG_ENVIRONMENT))
                    .isEqualTo(environments.get("status").getMetadata().getUid()));

        apply(environments, "pattern", SPEC.formatted("ElasticIp"));
        environments.awaitReady("pattern");
        assertThat(environments.condition("pattern", "Stalled")).isEmpty();

        apply(environments, "status", SPEC.formatted("TransitGateway"));
        awaitUnsupported(environments, "status", "spec.connectivity.pattern");
        environments.delete("status");
        environments.delete("later");
        environments.awaitGone("later");
        assertThat(environments.find("status")).as("its resources are kept").isPresent();
        awaitCondition(environments, "status", "Deleting", "spec.connectivity.pattern");
        apply(environments, "status", SPEC.formatted("ElasticIp"));
        environments.delete("pattern");
        environments.awaitGone("status", "pattern");
        assertThat(aws.resources()).isEmpty();
      }
    }
  }

  private static void apply(Environments environments, String name, String spec) {
    environments.apply(Environments.yaml(name, spec));
  }

  private static void awaitUnsupported(
      Environments environments, String name, String... messageParts) {
    awaitCondition(environments, name, "Stalled", messageParts);
  }

  private static void awaitCondition(
      Environments environments, String name, String type, String... messageParts) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(environments.condition(name, type))
                .as(name)
                .hasValueSatisfying(stalled -> {
                  assertThat(stalled.status()).isEqualTo(Condition.Status.TRUE);
                  assertThat(stalled.reason()).isEqualTo("UnsupportedSpec");
                  assertThat(stalled.message()).contains(messageParts);
                }));
  }

  /** Ours, with any spec and any status, as a later version could admit. */
  private static CustomResourceDefinition relaxedDefinition() throws Exception {
    CustomResourceDefinition definition =
        Serialization.unmarshal(
            Files.readString(Path.of("crds", "ssmmanagedenvironments.ssmenv.io-v1.yml")),
            CustomResourceDefinition.class);
    for (CustomResourceDefinitionVersion version : definition.getSpec().getVersions()) {
      version.setSelectableFields(null);
      JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
      root.setXKubernetesValidations(List.of()); // They name fields.
      root.getProperties()
          .replaceAll((name, schema) ->
              new JSONSchemaPropsBuilder()
                  .withType("object")
                  .withXKubernetesPreserveUnknownFields(true)
                  .build());
    }
    return definition;
  }
}
