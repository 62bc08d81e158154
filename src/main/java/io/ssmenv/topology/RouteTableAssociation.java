package io.ssmenv.topology;

/** The link of a subnet to its route table. A subnet has one, so the key is the subnet's name. */
public record RouteTableAssociation(Key key, Ref subnet, Ref table) implements Resource {

  public static Key key(Key subnet) {
    return Key.of("routetableassociation", subnet.name());
  }
}
