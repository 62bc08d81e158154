package io.ssmenv.topology;

/** A public NAT gateway. */
public record NatGateway(Key key, Ref subnet, Ref address, Tags tags) implements Resource {}
