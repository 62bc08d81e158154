package io.ssmenv.api.v1alpha1;

import java.util.List;
import java.util.stream.Stream;

/**
 * A rule of the schema with a message, and specs that violate or satisfy it. Each invalid spec
 * violates only this rule.
 */
public sealed interface AdmissionRule
    permits DisruptionRule,
        EnvironmentRule,
        ExistingRule,
        InstanceRule,
        SessionRule,
        SharingRule,
        VerificationRule {

  /** Fields of the wrong type or with a wrong value, and the field in the error. */
  String INVALID_TYPES =
      """
      region:                                    | spec.region
      connectivity:                              | spec.connectivity
      connectivity: {}                           | spec.connectivity.pattern
      connectivity: {pattern: LoadBalancer}      | spec.connectivity.pattern
      instances:                                 | spec.instances
      instances: []                              | spec.instances
      instances: [{type: t3.micro}]              | spec.instances[0].name
      instances: [{name: a}, {name: a}]          | spec.instances[1]
      instances: [{name: a, count: -1}]          | spec.instances[0].count
      instances: [{name: a, count: 51}]          | spec.instances[0].count
      instances: [{name: a, count: two}]         | spec.instances[0].count
      network: {availabilityZones: 0}            | spec.network.availabilityZones
      network: {availabilityZones: 4}            | spec.network.availabilityZones
      drift: {policy: Ignore}                    | spec.drift.policy
      deletionPolicy: Orphan                     | spec.deletionPolicy
      paused: maybe                              | spec.paused
      tags: {number: 42}                         | spec.tags.number
      role: {managedPolicies: [a, a]}            | spec.role.managedPolicies[1]
      disruption: {waitForSessions: true}        | spec.disruption.waitForSessions
      sessions: {log: none}                      | spec.sessions.log
      sessions: {runAs: 1000}                    | spec.sessions.runAs
      verification: {egress: often}              | spec.verification.egress
      verification: {addressServices: ["https://a/"]} | spec.verification.addressServices
      """;

  /** All rules. */
  static Stream<AdmissionRule> all() {
    return Stream.of(
            EnvironmentRule.values(),
            ExistingRule.values(),
            InstanceRule.values(),
            SessionRule.values(),
            SharingRule.values(),
            VerificationRule.values(),
            DisruptionRule.values())
        .flatMap(Stream::of);
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
