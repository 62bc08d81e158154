package io.ssmenv.picture;

import io.ssmenv.topology.Topology;

/**
 * An environment to be drawn.
 *
 * @param name of the environment
 * @param pattern as the spec writes it, for example {@code NatGateway}
 * @param topology with a VPC in it
 */
public record DiagramInput(String name, String pattern, Topology topology) {}
