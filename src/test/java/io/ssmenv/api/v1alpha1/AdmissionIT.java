package io.ssmenv.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.testing.ApiServer;
import io.ssmenv.testing.ApiServerExtension;
import io.ssmenv.testing.KubernetesCompatibility;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The validation by a real API server, and its messages. */
@KubernetesCompatibility
@ExtendWith(ApiServerExtension.class)
class AdmissionIT {

  private static final String NAME_SENTENCE =
      "metadata.name must have at most 63 characters, because it becomes part of the names and tags"
          + " of the AWS resources";

  /** Tested by {@code SharedVpcIT}: a case here has a generated name. */
  private static final String OTHER_SENTENCE =
      "spec.network.environment must name another environment: remove it for a VPC of its own";

  private static ApiServer server;
  private static String namespace;

  @BeforeAll
  static void newNamespace(ApiServer apiServer) {
    server = apiServer;
    namespace = apiServer.newNamespace("admission");
  }

  @ParameterizedTest
  @MethodSource("io.ssmenv.api.v1alpha1.AdmissionRule#all")
  void rejectsViolationsWithTheFieldAndTheMessage(AdmissionRule rule) {
    assertThat(rule.wrong()).isNotEmpty();
    for (AdmissionCase wrong : rule.wrong()) {
      assertThat(refusal(wrong))
          .as("%s", wrong)
          .singleElement()
          .satisfies(cause -> {
            assertThat(cause.getMessage()).contains(rule.message());
            assertThat(cause.getField()).isEqualTo(rule.field());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("io.ssmenv.api.v1alpha1.AdmissionRule#all")
  void acceptsValidSpecs(AdmissionRule rule) {
    assertThat(rule.right()).isNotEmpty();
    for (AdmissionCase right : rule.right()) {
      assertThatCode(() -> send(right)).as("%s", right).doesNotThrowAnyException();
    }
  }

  @Test
  void everyRuleOfTheSchemaIsTested() throws IOException {
    CustomResourceDefinition definition =
        new KubernetesSerialization()
            .unmarshal(Files.readString(GeneratedDefinition.FILE), CustomResourceDefinition.class);
    JSONSchemaProps root =
        definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
    assertThat(schemas(root).flatMap(schema -> schema.getXKubernetesValidations().stream()))
        .extracting(ValidationRule::getMessage)
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    AdmissionRule.all().map(AdmissionRule::message),
                    Stream.of(NAME_SENTENCE, OTHER_SENTENCE))
                .toList());
  }

  @Test
  void zonesMayShrinkToThoseInWhichTheEnvironmentStands() {
    GenericKubernetesResource environment =
        strict(environment("network: {availabilityZones: 3}")).create();
    environment.setAdditionalProperty(
        "status", Map.of("facts", Map.of("zones", List.of("a", "b"))));
    GenericKubernetesResource standing = server.client().resource(environment).updateStatus();
    standing.setAdditionalProperties(
        Map.of("spec", AdmissionCase.spec("network: {availabilityZones: 2}")));
    assertThatCode(() -> strictTrial(standing).update()).doesNotThrowAnyException();

    standing.setAdditionalProperties(Map.of("spec", AdmissionCase.spec("")));
    assertThat(refusalOf(() -> strictTrial(standing).update()))
        .singleElement()
        .satisfies(cause ->
            assertThat(cause.getMessage())
                .contains(
                    EnvironmentRule.AVAILABILITY_ZONES_SHRINK_ONLY_TO_THOSE_IN_USE.message()));
  }

  @Test
  void limitsTheLengthOfTheName() {
    GenericKubernetesResource environment = environment("");
    environment.getMetadata().setGenerateName(null);
    environment.getMetadata().setName("n".repeat(63));
    assertThatCode(() -> strictTrial(environment).create()).doesNotThrowAnyException();

    environment.getMetadata().setName("n".repeat(64));
    assertThat(refusalOf(() -> strictTrial(environment).create()))
        .singleElement()
        .satisfies(cause -> assertThat(cause.getMessage()).contains(NAME_SENTENCE));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = AdmissionRule.INVALID_TYPES)
  void rejectsInvalidTypesAndNamesTheField(String fields, String field) {
    assertThat(refusal(AdmissionCase.created(fields)))
        .extracting(StatusCause::getField)
        .contains(field);
  }

  @Test
  void rejectsAnObjectWithoutSpec() {
    GenericKubernetesResource environment = environment("");
    environment.setAdditionalProperties(Map.of());
    assertThat(refusalOf(() -> strictTrial(environment).create()))
        .extracting(StatusCause::getField)
        .contains("spec");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "connectivity: {pattern: ElasticIp}",
        "connectivity: {pattern: NatGateway}",
        "instances: [{name: a, count: 0}, {name: b, count: 50}]",
        "drift: {policy: Report}",
        "deletionPolicy: Retain",
        "paused: true"
      })
  void addsNoDefaultsToTheSpec(String fields) {
    GenericKubernetesResource sent = environment(fields);
    GenericKubernetesResource answered = strictTrial(sent).create();
    assertThat(answered.getAdditionalProperties()).isEqualTo(sent.getAdditionalProperties());
  }

  @Test
  void thePatternMayChangeAtAnyTime() {
    for (Pattern from : Pattern.values()) {
      for (Pattern to : Pattern.values()) {
        AdmissionCase change = AdmissionCase.changed(pattern(from), pattern(to));
        assertThatCode(() -> send(change)).as("%s", change).doesNotThrowAnyException();
      }
    }
  }

  private static String pattern(Pattern pattern) {
    String wire = new KubernetesSerialization().convertValue(pattern, String.class);
    return "connectivity: {pattern: %s}".formatted(wire);
  }

  private static List<StatusCause> refusal(AdmissionCase wrong) {
    return refusalOf(() -> send(wrong));
  }

  private static List<StatusCause> refusalOf(Runnable call) {
    KubernetesClientException refused =
        catchThrowableOfType(KubernetesClientException.class, call::run);
    assertThat(refused).as("a refusal").isNotNull();
    assertThat(refused.getCode()).as("%s", refused.getMessage()).isEqualTo(422);
    return refused.getStatus().getDetails().getCauses();
  }

  private static void send(AdmissionCase sent) {
    GenericKubernetesResource wanted = environment(sent.after());
    if (sent.before().isPresent()) {
      GenericKubernetesResource existing = strict(environment(sent.before().get())).create();
      existing.setAdditionalProperties(wanted.getAdditionalProperties());
      strictTrial(existing).update();
    } else {
      strictTrial(wanted).create();
    }
  }

  /** Strict, so that a misspelled field in a case is an error. */
  private static NonDeletingOperation<GenericKubernetesResource> strict(
      GenericKubernetesResource environment) {
    return server.client().resource(environment).fieldValidation(Validation.STRICT);
  }

  /** The same as a dry run. */
  private static NonDeletingOperation<GenericKubernetesResource> strictTrial(
      GenericKubernetesResource environment) {
    return server.client().resource(environment).dryRun().fieldValidation(Validation.STRICT);
  }

  private static GenericKubernetesResource environment(String fields) {
    GenericKubernetesResource environment = new GenericKubernetesResource();
    environment.setApiVersion("ssmenv.io/v1alpha1");
    environment.setKind("SsmManagedEnvironment");
    environment.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withGenerateName("case-").build());
    environment.setAdditionalProperties(Map.of("spec", AdmissionCase.spec(fields)));
    return environment;
  }

  private static Stream<JSONSchemaProps> schemas(JSONSchemaProps schema) {
    Stream<JSONSchemaProps> inside =
        Stream.concat(
            schema.getProperties() == null
                ? Stream.empty()
                : schema.getProperties().values().stream(),
            Stream.of(
                    schema.getItems() == null ? null : schema.getItems().getSchema(),
                    schema.getAdditionalProperties() == null
                        ? null
                        : schema.getAdditionalProperties().getSchema())
                .filter(Objects::nonNull));
    return Stream.concat(Stream.of(schema), inside.flatMap(AdmissionIT::schemas));
  }
}
