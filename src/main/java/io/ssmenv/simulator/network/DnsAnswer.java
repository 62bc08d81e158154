package io.ssmenv.simulator.network;

import java.util.Set;

/** Where the name of a service points, as somebody in a VPC is told. */
public sealed interface DnsAnswer {

  /** To the service's public addresses. */
  record PublicAddress() implements DnsAnswer {}

  /**
   * To an interface endpoint that has taken the name over.
   *
   * @param endpointId whose
   * @param subnetIds where the addresses are that the name points to
   */
  record PrivateAddress(String endpointId, Set<String> subnetIds) implements DnsAnswer {}

  /**
   * Nowhere.
   *
   * @param reason a sentence on why
   */
  record NoAnswer(String reason) implements DnsAnswer {}
}
