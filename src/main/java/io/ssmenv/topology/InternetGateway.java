package io.ssmenv.topology;

/**
 * An Internet gateway; it serves a VPC once attached to it by an {@link InternetGatewayAttachment}.
 */
public record InternetGateway(Key key, Tags tags) implements Resource {}
