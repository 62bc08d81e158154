package io.ssmenv.topology;

/**
 * A VPC of the environment's own.
 *
 * @param dnsSupport and {@code dnsHostnames}: both are needed for the private DNS of interface
 *     endpoints
 */
public record Vpc(Key key, String cidr, boolean dnsSupport, boolean dnsHostnames, Tags tags)
    implements Resource {
  public static final Component CIDR = Component.of(Vpc.class, "cidr");
  public static final Component DNS_SUPPORT = Component.of(Vpc.class, "dnsSupport");
  public static final Component DNS_HOSTNAMES = Component.of(Vpc.class, "dnsHostnames");
}
