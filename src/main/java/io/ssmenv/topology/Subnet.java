package io.ssmenv.topology;

/** A subnet; its zone is the name of an availability zone such as {@code eu-west-1a}. */
public record Subnet(Key key, Ref vpc, String cidr, String zone, Tags tags)
    implements Resource, InVpc {

  public static final Component ZONE = Component.of(Subnet.class, "zone");
}
