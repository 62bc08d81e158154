package io.ssmenv.simulator.network;

import java.util.Set;

/** The address of a service's DNS name, as resolved in a VPC. */
public sealed interface DnsAnswer {

  /** The service's public addresses. */
  record PublicAddress() implements DnsAnswer {}

  /**
   * The addresses of an interface endpoint with private DNS.
   *
   * @param endpointId the endpoint
   * @param subnetIds the subnets of the addresses
   */
  record PrivateAddress(String endpointId, Set<String> subnetIds) implements DnsAnswer {}

  /**
   * No address.
   *
   * @param reason a message that says why
   */
  record NoAnswer(String reason) implements DnsAnswer {}
}
