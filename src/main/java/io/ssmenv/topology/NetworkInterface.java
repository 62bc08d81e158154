package io.ssmenv.topology;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/** The network interface on which an instance is launched; it is created before and survives it. */
public record NetworkInterface(Key key, Ref subnet, SortedSet<Ref> groups, Tags tags)
    implements Resource {

  public NetworkInterface {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }
}
