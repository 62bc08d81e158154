package io.ssmenv.simulator.network;

/**
 * A TCP server outside the VPC.
 *
 * @param name its name in messages: {@code the public address of ssm}
 * @param range its possible addresses, all of which have to be reachable
 * @param port such as 443
 */
public record Destination(String name, Cidr range, int port) {
  static final int HTTPS = 443;
}
