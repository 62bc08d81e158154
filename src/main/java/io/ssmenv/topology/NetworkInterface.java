package io.ssmenv.topology;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The network interface of an instance. It is created before the instance and survives its
 * replacement.
 */
public record NetworkInterface(Key key, Ref subnet, SortedSet<Ref> groups, Tags tags)
    implements Resource {
  public static final Component GROUPS = Component.of(NetworkInterface.class, "groups");
  public static final Component SUBNET = Component.of(NetworkInterface.class, "subnet");

  public NetworkInterface {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }
}
