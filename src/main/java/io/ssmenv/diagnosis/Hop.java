package io.ssmenv.diagnosis;

import java.util.Optional;

/**
 * A part of the way from an agent to Systems Manager.
 *
 * @param resource the id of the resource, or its name if it has none
 */
public record Hop(Place place, String resource, Verdict verdict) {

  /** The kinds of hops. */
  public enum Place {
    INSTANCE("instance"),
    STATUS_CHECKS("status checks"),
    NETWORK_INTERFACE("network interface"),
    VPC_DNS("VPC DNS"),
    DHCP_OPTIONS("DHCP options"),
    SERVICE_NAME("service name"),
    SECURITY_GROUP("security group"),
    NETWORK_ACL("network ACL"),
    ROUTE("route"),
    INTERNET_GATEWAY("Internet gateway"),
    BLOCK_PUBLIC_ACCESS("Block Public Access"),
    PUBLIC_ADDRESS("public address"),
    NAT_GATEWAY("NAT gateway"),
    ENDPOINT("endpoint"),
    METADATA_OPTIONS("metadata options"),
    INSTANCE_PROFILE("instance profile"),
    ROLE("role"),
    PERMISSIONS_BOUNDARY("permissions boundary"),
    AGENT_VERSION("agent version"),
    AGENT("agent");

    private final String label;

    Place(String label) {
      this.label = label;
    }

    /** As the documentation of AWS calls it. */
    public String label() {
      return label;
    }

    /** Whether nobody creates it for an environment: it is there before, and others change it. */
    public boolean isControl() {
      return switch (this) {
        case NETWORK_ACL, DHCP_OPTIONS, BLOCK_PUBLIC_ACCESS, SERVICE_NAME -> true;
        default -> false;
      };
    }
  }

  static Hop ok(Place place, String resource, String why) {
    return new Hop(place, resource, new Verdict.Ok(why));
  }

  static Hop broken(Place place, String resource, String why, String remedy) {
    return new Hop(place, resource, new Verdict.Broken(why, remedy));
  }

  static Hop unknown(Place place, String resource, String why) {
    return new Hop(place, resource, new Verdict.Unknown(why));
  }

  /** There may be the reason, but it is not certain. */
  static Hop suspect(Place place, String resource, String why, String remedy) {
    return new Hop(
        place, resource, new Verdict.Unknown(why, Optional.empty(), Optional.of(remedy)));
  }

  /** The same hop, if it does not stop the agent for certain. */
  Hop uncertain() {
    return verdict instanceof Verdict.Broken(String why, String remedy)
        ? suspect(place, resource, why, remedy)
        : this;
  }

  public boolean isBroken() {
    return verdict instanceof Verdict.Broken;
  }

  /** Whether it may be the reason, and somebody can do something about it. */
  public boolean isSuspect() {
    return verdict instanceof Verdict.Unknown unknown && unknown.remedy().isPresent();
  }
}
