package io.ssmenv.api.v1alpha1;

import static io.ssmenv.api.v1alpha1.AdmissionCase.changed;
import static io.ssmenv.api.v1alpha1.AdmissionCase.created;

import java.util.List;

/** The rules on the VPC of another environment. */
enum SharingRule implements AdmissionRule {
  A_VPC_IS_OWN_OR_SHARED(
      "spec.network.environment",
      "spec.network has either cidr, for a VPC of its own, or environment, for the VPC of another"
          + " environment: remove one of them",
      List.of(created("network: {cidr: 10.20.0.0/16, environment: {name: other}}")),
      List.of(
          created("network: {environment: {name: other}}"),
          created("network: {environment: {name: other}, availabilityZones: 2}"))),

  A_GUEST_TAKES_THE_ZONES_OF_ITS_HOST(
      "spec.network.environment",
      "spec.network.zones names the zones of a VPC of its own, but an environment in the VPC of"
          + " another one has its zones: remove zones, and set availabilityZones instead",
      List.of(created("network: {zones: [eu-west-1a], environment: {name: other}}")),
      List.of(created("network: {environment: {name: other}, availabilityZones: 3}"))),

  THE_OWNER_OF_THE_VPC_IS_IMMUTABLE(
      "spec.network",
      "spec.network.environment is immutable, also when it is added or removed, because AWS cannot"
          + " move instances to another VPC: create another environment there",
      List.of(
          changed("network: {environment: {name: one}}", "network: {environment: {name: another}}"),
          changed("network: {environment: {name: one}}", "network: {}"),
          changed("network: {environment: {name: one}}", ""),
          changed("", "network: {environment: {name: one}}"),
          changed("network: {availabilityZones: 1}", "network: {environment: {name: one}}")),
      List.of(
          changed(
              "network: {environment: {name: one}}",
              "network: {environment: {name: one}, availabilityZones: 2}")));

  private final Terms terms;

  SharingRule(String field, String message, List<AdmissionCase> wrong, List<AdmissionCase> right) {
    terms = new Terms(field, message, wrong, right);
  }

  @Override
  public Terms terms() {
    return terms;
  }
}
