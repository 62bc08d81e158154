package io.ssmenv.simulator.network;

/**
 * A TCP server outside the VPC.
 *
 * @param name as a sentence calls it: {@code the public address of ssm}
 * @param range where it may be; every address of it has to be reachable
 * @param port such as 443
 */
public record Destination(String name, Cidr range, int port) {
  static final int HTTPS = 443;
}
