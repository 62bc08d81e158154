package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.ForeignVpc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the instances can use the endpoints of somebody else in their VPC. An endpoint with
 * private DNS has the name of its service for the whole VPC, so there can be no other one. Only
 * what is certain is refused: its owner may let the group of the instances in, which exists only
 * later.
 *
 * @param workloads the ranges of the subnets of the instances
 */
record ForeignEndpointCheck(ForeignVpc vpc, EnvironmentSpec spec, List<String> workloads) {

  Optional<DesiredState.Unresolved> problem() {
    return switch (spec.connectivity().pattern()) {
      case ELASTIC_IP, NAT_GATEWAY -> Optional.empty();
      case PRIVATE_ENDPOINTS ->
          EndpointServices.of(spec, Set.of(EndpointServices.EC2_MESSAGES)).stream()
              .flatMap(this::endpoints)
              .flatMap(endpoint -> problem(endpoint).stream())
              .findFirst();
    };
  }

  private Stream<ForeignVpc.Endpoint> endpoints(String service) {
    String name = EndpointServices.fullName(spec.region(), service);
    return vpc.endpoints().stream().filter(endpoint -> endpoint.service().equals(name));
  }

  private Optional<DesiredState.Unresolved> problem(ForeignVpc.Endpoint endpoint) {
    if (!endpoint.available()) {
      return Optional.of(
          new DesiredState.VpcChanging(
              "Waiting until %s, which has the name of %s in %s, is available or gone"
                  .formatted(endpoint.id(), endpoint.service(), vpc.id())));
    }
    if (!endpoint.allowsAll()) {
      return unsuitable(
          endpoint,
          "has a policy that may not let the instances of this environment in",
          "Remove the policy's restrictions");
    }
    return workloads.stream()
        .filter(range -> endpoint.admission(range, List.of()) instanceof ForeignVpc.Admission.No)
        .findFirst()
        .flatMap(range ->
            unsuitable(
                endpoint,
                "has security groups that do not allow HTTPS from " + range,
                "Allow it in " + String.join(", ", endpoint.groups())));
  }

  private Optional<DesiredState.Unresolved> unsuitable(
      ForeignVpc.Endpoint endpoint, String what, String advice) {
    return Optional.of(
        new DesiredState.VpcUnsuitable(
            "The endpoint %s has the name of %s in the VPC %s, and %s. %s, or turn private DNS of %1$s off"
                .formatted(endpoint.id(), endpoint.service(), vpc.id(), what, advice)));
  }
}
