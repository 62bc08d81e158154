package io.ssmenv.api.v1alpha1;

import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of the schema with a message, and specs that violate or satisfy it. Each invalid spec
 * violates only this rule.
 */
sealed interface AdmissionRule permits EnvironmentRule, InstanceRule {

  /** All rules. */
  static Stream<AdmissionRule> all() {
    return Stream.concat(Stream.of(EnvironmentRule.values()), Stream.of(InstanceRule.values()));
  }

  /**
   * The parts of a rule.
   *
   * @param field the field in the error of the API server
   * @param message the beginning of the message of the API server
   * @param wrong specs that violate the rule
   * @param right specs that satisfy the rule
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
