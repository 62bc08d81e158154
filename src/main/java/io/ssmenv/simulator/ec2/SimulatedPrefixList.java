package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.ErrorWords;
import java.util.List;

/**
 * A prefix list that AWS manages: the addresses of a service with a gateway endpoint.
 *
 * @param id {@code pl-…}
 * @param name {@code com.amazonaws.<region>.<service>}
 * @param cidrs its address ranges
 */
record SimulatedPrefixList(String id, String name, List<String> cidrs) {

  /** Returns the lists of a region. */
  static List<SimulatedPrefixList> of(String region) {
    return List.of(list(region, "s3", "192.0.2.0/25"), list(region, "dynamodb", "192.0.2.128/25"));
  }

  private static SimulatedPrefixList list(String region, String service, String cidr) {
    String name = "com.amazonaws." + region + "." + service;
    return new SimulatedPrefixList("pl-%08x".formatted(name.hashCode()), name, List.of(cidr));
  }

  /** Returns the list with this id. */
  static SimulatedPrefixList byId(String region, String id) {
    return of(region).stream()
        .filter(list -> list.id().equals(id))
        .findFirst()
        .orElseThrow(() -> ErrorWords.error("invalid-prefix-list-id-not-found", id));
  }

  /** Returns the list of a service by its full name. */
  static SimulatedPrefixList ofService(String region, String service) {
    return of(region).stream()
        .filter(list -> list.name().equals(service))
        .findFirst()
        .orElseThrow();
  }
}
