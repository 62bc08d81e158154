package io.ssmenv.topology;

/**
 * The association of a subnet with its route table. A subnet has one, so the key is the name of the
 * subnet.
 */
public record RouteTableAssociation(Key key, Ref subnet, Ref table) implements Resource {
  public static final Component SUBNET = Component.of(RouteTableAssociation.class, "subnet");

  public static Key key(Key subnet) {
    return Key.of("routetableassociation", subnet.name());
  }

  /** Its key is that of its subnet, whichever table it is a link of. */
  @Override
  public RouteTableAssociation under(Key parent) {
    return subnet instanceof Ref.ToKey(Key known)
        ? new RouteTableAssociation(key(known), subnet, table)
        : this;
  }
}
