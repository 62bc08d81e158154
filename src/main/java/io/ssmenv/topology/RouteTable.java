package io.ssmenv.topology;

/** A route table; its routes and associations are links of their own. */
public record RouteTable(Key key, Ref vpc, Tags tags) implements Resource, InVpc {
  public static final Component VPC = Component.of(RouteTable.class, "vpc");
}
