package io.ssmenv.topology;

/**
 * A route.
 *
 * @param destination an IPv4 CIDR, or whatever else AWS names as destination of a route that is not
 *     ours
 * @param target an Internet gateway, a NAT gateway, or the id of something else
 */
public record Route(Key key, Ref table, String destination, Ref target) implements Resource {

  public static final String DEFAULT = "0.0.0.0/0";

  /** The key is the table's name and the destination, by which AWS knows a route. */
  public static Key key(Key table, String destination) {
    return Key.of("route", table.name() + "/" + destination);
  }

  public static Route of(Key table, String destination, Ref target) {
    return new Route(key(table, destination), Ref.to(table), destination, target);
  }
}
