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

  /** Where the API server says that the mistake is. */
  String field();

  /** What the API server says, perhaps with something after it. */
  String sentence();

  /** What breaks it. */
  List<AdmissionCase> wrong();

  /** What keeps it. */
  List<AdmissionCase> right();
}
