package io.ssmenv.api.v1alpha1;

import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of the schema that has a sentence of its own, with what it refuses and what is right
 * beside it. Each wrong spec breaks this rule only.
 */
sealed interface AdmissionRule permits EnvironmentRule, InstanceRule {

  /** Every such rule. */
  static Stream<AdmissionRule> all() {
    return Stream.concat(Stream.of(EnvironmentRule.values()), Stream.of(InstanceRule.values()));
  }

  /**
   * What a rule consists of.
   *
   * @param field where the API server says that the mistake is
   * @param message what the API server says, perhaps with something after it
   * @param wrong what breaks it
   * @param right what keeps it
   */
  record Terms(
      String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {}

  Terms terms();

  default String field() {
    return terms().field();
  }

  default String message() {
    return terms().message();
  }

  default List<AdmissionCase> wrong() {
    return terms().wrong();
  }

  default List<AdmissionCase> right() {
    return terms().right();
  }
}
