package io.ssmenv.diagnosis;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where the packets of an agent begin.
 *
 * @param networkInterface its key
 * @param id of the interface
 * @param groups its security groups
 */
record Workplace(Key networkInterface, String id, SortedSet<Ref> groups, SubnetPlace subnet) {
  Workplace {
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }
}
