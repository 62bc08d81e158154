package io.ssmenv.topology;

/**
 * A route.
 *
 * @param destination an IPv4 CIDR, or the destination in the form that AWS reports it, for routes
 *     that the operator did not create
 * @param target an Internet gateway, a NAT gateway, or the id of something else
 */
public record Route(Key key, Ref table, String destination, Ref target) implements Resource {
  public static final Component TABLE = Component.of(Route.class, "table");

  public static final String DEFAULT = "0.0.0.0/0";

  /** The key is the name of the route table and the destination, which identify a route in AWS. */
  public static Key key(Key table, String destination) {
    return Key.of("route", table.name() + "/" + destination);
  }

  public static Route of(Key table, String destination, Ref target) {
    return new Route(key(table, destination), Ref.to(table), destination, target);
  }

  @Override
  public Route under(Key parent) {
    return new Route(key(parent, destination), table, destination, target);
  }
}
