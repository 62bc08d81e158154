package io.ssmenv.picture;

import io.ssmenv.topology.Topology;

/**
 * An environment to draw.
 *
 * @param name the name of the environment
 * @param pattern the connectivity pattern as in the spec, for example {@code NatGateway}
 * @param topology the resources, with a VPC
 */
public record DiagramInput(String name, String pattern, Topology topology) {}
