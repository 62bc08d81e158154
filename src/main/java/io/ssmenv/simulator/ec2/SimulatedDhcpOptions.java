package io.ssmenv.simulator.ec2;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of DHCP options.
 *
 * @param configurations the values of each option
 */
record SimulatedDhcpOptions(
    String id, SortedMap<String, List<String>> configurations, Map<String, String> tags)
    implements Ec2Resource<SimulatedDhcpOptions> {
  /** The set of a new VPC. */
  static final String DEFAULT_ID = "dopt-00000000000000001";

  private static final String AMAZON = "AmazonProvidedDNS";
  private static final String SERVERS = "domain-name-servers";

  SimulatedDhcpOptions {
    configurations = Collections.unmodifiableSortedMap(new TreeMap<>(configurations));
  }

  /** Creates the set that every region has [D]. */
  static SimulatedDhcpOptions ofRegion(String region) {
    String domain = region.equals("us-east-1") ? "ec2.internal" : region + ".compute.internal";
    return new SimulatedDhcpOptions(
        DEFAULT_ID,
        new TreeMap<>(Map.of("domain-name", List.of(domain), SERVERS, List.of(AMAZON))),
        Map.of());
  }

  /** Whether instances ask the resolver of their VPC, by its name or by its link-local address. */
  boolean amazonDns() {
    return configurations.getOrDefault(SERVERS, List.of()).stream()
        .anyMatch(server -> server.equals(AMAZON) || server.equals("169.254.169.253"));
  }

  @Override
  public SimulatedDhcpOptions withTags(Map<String, String> newTags) {
    return new SimulatedDhcpOptions(id, configurations, newTags);
  }
}
