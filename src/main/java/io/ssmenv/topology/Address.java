package io.ssmenv.topology;

/** An Elastic IP. */
public record Address(Key key, Tags tags) implements Resource {}
