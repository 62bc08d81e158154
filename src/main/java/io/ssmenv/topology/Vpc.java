package io.ssmenv.topology;

/**
 * A VPC of the environment's own.
 *
 * @param dnsSupport and {@code dnsHostnames}: both are needed for the private DNS of interface
 *     endpoints
 */
public record Vpc(Key key, String cidr, boolean dnsSupport, boolean dnsHostnames, Tags tags)
    implements Resource {}
