package io.ssmenv.simulator.network;

/**
 * An open TCP connection to a service. It keeps its address when the DNS name changes, and stays
 * open as long as its packets take the same path.
 *
 * @param service such as {@code ssmmessages}
 * @param to the DNS answer when it was opened, with one of the addresses of an endpoint
 * @param path the path of its packets; the remote side identifies it by its source address
 */
public record Connection(String service, DnsAnswer to, NetworkPath path) {}
