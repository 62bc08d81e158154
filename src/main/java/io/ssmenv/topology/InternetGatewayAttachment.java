package io.ssmenv.topology;

/** The attachment of an Internet gateway to its VPC. */
public record InternetGatewayAttachment(Key key, Ref gateway, Ref vpc) implements Resource {

  /** The key: an environment has one attachment. */
  public static final Key KEY = Key.of("internetgatewayattachment");

  /** Its key does not contain that of its parent. */
  @Override
  public InternetGatewayAttachment under(Key parent) {
    return this;
  }
}
