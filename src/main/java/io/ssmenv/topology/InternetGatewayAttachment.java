package io.ssmenv.topology;

/** The link of an Internet gateway to its VPC. */
public record InternetGatewayAttachment(Key key, Ref gateway, Ref vpc) implements Resource {

  /** The only one of an environment. */
  public static final Key KEY = Key.of("internetgatewayattachment");
}
