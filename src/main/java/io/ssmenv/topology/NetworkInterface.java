package io.ssmenv.topology;

import java.util.Set;

/** The network interface on which an instance is launched; it is created before and survives it. */
public record NetworkInterface(Key key, Ref subnet, Set<Ref> groups, Tags tags)
    implements Resource {

  public NetworkInterface {
    groups = Set.copyOf(groups);
  }
}
