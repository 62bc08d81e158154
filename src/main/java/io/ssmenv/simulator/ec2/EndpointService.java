package io.ssmenv.simulator.ec2;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An AWS service that supports VPC endpoints.
 *
 * @param name its full name
 * @param type {@code Gateway} or {@code Interface}
 * @param privateDnsName the DNS name that an endpoint with private DNS takes over; empty for the
 *     gateway type
 */
record EndpointService(String name, String type, Optional<String> privateDnsName) {
  private static final List<String> ALL_REGIONS =
      List.of("ssm", "ssmmessages", "ec2", "logs", "kms", "sts", "secretsmanager", "monitoring");

  /** The regions that opened in 2024 or later, which have no {@code ec2messages} [D]. */
  private static final Set<String> WITHOUT_EC2MESSAGES =
      Set.of("ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ap-east-2", "mx-central-1");

  /** Returns the services of a region. */
  static List<EndpointService> of(String region) {
    Stream<String> older =
        WITHOUT_EC2MESSAGES.contains(region) ? Stream.of() : Stream.of("ec2messages");
    Stream<EndpointService> interfaces =
        Stream.concat(ALL_REGIONS.stream(), older)
            .map(service ->
                new EndpointService(
                    fullName(region, service),
                    SimulatedVpcEndpoint.INTERFACE,
                    Optional.of(service + "." + region + ".amazonaws.com")));
    Stream<EndpointService> gateways =
        SimulatedPrefixList.of(region).stream()
            .map(list ->
                new EndpointService(list.name(), SimulatedVpcEndpoint.GATEWAY, Optional.empty()));
    return Stream.concat(interfaces, gateways).toList();
  }

  static Optional<EndpointService> find(String region, String name) {
    return of(region).stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /** Returns {@code ssm} for {@code com.amazonaws.eu-west-1.ssm}. */
  String shortName() {
    return name.split("\\.", 4)[3];
  }

  private static String fullName(String region, String service) {
    return "com.amazonaws." + region + "." + service;
  }
}
