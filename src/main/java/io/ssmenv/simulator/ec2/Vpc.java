package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.network.Cidr;
import java.util.Map;

/**
 * A VPC.
 *
 * @param state {@code pending} or {@code available}
 */
record Vpc(
    String id,
    Cidr cidr,
    String state,
    boolean dnsSupport,
    boolean dnsHostnames,
    Map<String, String> tags)
    implements Ec2Resource<Vpc> {
  Vpc withState(String newState) {
    return new Vpc(id, cidr, newState, dnsSupport, dnsHostnames, tags);
  }

  Vpc withDns(boolean support, boolean hostnames) {
    return new Vpc(id, cidr, state, support, hostnames, tags);
  }

  @Override
  public Vpc withTags(Map<String, String> newTags) {
    return new Vpc(id, cidr, state, dnsSupport, dnsHostnames, newTags);
  }
}
