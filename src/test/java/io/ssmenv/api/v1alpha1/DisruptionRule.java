package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.created;

import java.util.List;

/** The rules on what waits for users. */
enum DisruptionRule implements AdmissionRule {
  WAIT_IS_A_DURATION(
      "spec.disruption.waitForSessions",
      "spec.disruption.waitForSessions must be a duration in hours, minutes and seconds, such as 30m"
          + " or 1h, from 1m to 24h",
      List.of(
          created("disruption: {waitForSessions: 59s}"),
          created("disruption: {waitForSessions: 24h1s}"),
          created("disruption: {waitForSessions: forever}")),
      List.of(
          created("disruption: {waitForSessions: 1m}"),
          created("disruption: {waitForSessions: 24h}")));

  private final Terms terms;

  DisruptionRule(
      String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
