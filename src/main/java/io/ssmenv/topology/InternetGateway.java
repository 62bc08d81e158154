package io.ssmenv.topology;

/** An Internet gateway. An {@link InternetGatewayAttachment} attaches it to a VPC. */
public record InternetGateway(Key key, Tags tags) implements Resource {}
