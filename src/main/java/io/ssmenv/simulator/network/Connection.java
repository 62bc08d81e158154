package io.ssmenv.simulator.network;

/**
 * An open TCP connection to a service. It keeps to its address whatever becomes of the name, and
 * lives as long as its packets take the same way.
 *
 * @param service such as {@code ssmmessages}
 * @param to where the name pointed when it was opened; of an endpoint's addresses, one
 * @param path by which its packets go; the far side knows it by the address that they come from
 */
public record Connection(String service, DnsAnswer to, NetworkPath path) {}
