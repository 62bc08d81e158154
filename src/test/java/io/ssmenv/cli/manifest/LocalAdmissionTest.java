package io.ssmenv.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.AdmissionCase;
import io.ssmenv.api.v1alpha1.AdmissionRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a cluster, the same is refused with the same words as in {@code AdmissionIT}. */
class LocalAdmissionTest {

  private static final LocalAdmission ADMISSION = new LocalAdmission();

  @ParameterizedTest
  @MethodSource("io.ssmenv.api.v1alpha1.AdmissionRule#all")
  void rejectsViolationsWithTheFieldAndTheMessage(AdmissionRule rule) {
    for (AdmissionCase wrong : created(rule.wrong())) {
      assertThat(errors(wrong.after()))
          .as("%s", wrong)
          .singleElement()
          .satisfies(error -> {
            assertThat(error.field()).isEqualTo(rule.field());
            assertThat(error.message()).startsWith(rule.message());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("io.ssmenv.api.v1alpha1.AdmissionRule#all")
  void acceptsValidSpecs(AdmissionRule rule) {
    for (AdmissionCase right : created(rule.right())) {
      assertThat(errors(right.after())).as("%s", right).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = AdmissionRule.INVALID_TYPES)
  void rejectsInvalidTypesAndNamesTheField(String fields, String field) {
    assertThat(errors(fields)).extracting(FieldError::field).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conectivity: {}                         | spec.conectivity: unknown field; did you mean connectivity?
          network: {Cidr: 10.0.0.0/16}            | spec.network.Cidr: unknown field; did you mean cidr?
          instances: [{name: app, replicas: 2}]   | spec.instances[0].replicas: unknown field
          instances: [{name: app, typ: t3.micro}] | spec.instances[0].typ: unknown field; did you mean type?
          tags: {cost: 42}                        | spec.tags.cost: must be of type string, but is the integer 42; put it in quotes
          tags: {cost: 4.5}                       | spec.tags.cost: must be of type string, but is the number 4.5; put it in quotes
          tags: {cost: true}                      | spec.tags.cost: must be of type string, but is the boolean true; put it in quotes
          drift: {interval: 60}                   | spec.drift.interval: must be of type string, but is the integer 60; put it in quotes
          paused: "yes"                           | spec.paused: must be of type boolean, but is the string "yes"
          """)
  void namesThePathAndTheMistake(String fields, String message) {
    assertThat(errors(fields)).extracting(FieldError::toString).contains(message);
  }

  @Test
  void checksTheObjectAroundTheSpec() {
    assertThat(
            ADMISSION.errors(
                Map.of(
                    "apiVersion", "ssmenv.io/v1",
                    "kind", "SsmManagedEnvironment",
                    "metadata", Map.of("name", "one"))))
        .extracting(FieldError::field)
        .containsExactly("apiVersion");
    assertThat(ADMISSION.errors(object(Map.of("labls", Map.of()), Map.of())))
        .extracting(FieldError::toString)
        .contains(
            "metadata.name: Required value",
            "metadata.labls: unknown field; did you mean labels?",
            "spec.region: Required value");
    assertThat(ADMISSION.errors(object(Map.of("name", "My_Env"), AdmissionCase.spec(""))))
        .extracting(FieldError::field)
        .containsExactly("metadata.name");
    assertThat(ADMISSION.errors(object(Map.of("name", "n".repeat(64)), AdmissionCase.spec(""))))
        .singleElement()
        .satisfies(error -> assertThat(error.message()).contains("at most 63 characters"));
  }

  /** A change needs the object as it is. */
  private static List<AdmissionCase> created(List<AdmissionCase> cases) {
    return cases.stream().filter(one -> one.before().isEmpty()).toList();
  }

  private static List<FieldError> errors(String fields) {
    return ADMISSION.errors(object(Map.of("name", "one"), AdmissionCase.spec(fields)));
  }

  private static Map<String, Object> object(
      Map<String, Object> metadata, Map<String, Object> spec) {
    return Map.of(
        "apiVersion",
        "ssmenv.io/v1alpha1",
        "kind",
        "SsmManagedEnvironment",
        "metadata",
        metadata,
        "spec",
        spec);
  }
}
