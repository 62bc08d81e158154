package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The availability zones of the VPC in which an environment stands, as far as the other
 * environments in it have a say.
 *
 * @param requirements of all environments whose zones this one selects
 * @param inUse the letters of zones in which a guest has, or may have, a subnet: they are kept
 * @param given the zones that are no choice, because another environment owns the VPC
 */
public record VpcZones(
    ZoneRequirements requirements, SortedSet<String> inUse, SortedMap<String, String> given) {

  public VpcZones {
    inUse = Collections.unmodifiableSortedSet(new TreeSet<>(inUse));
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
  }

  /** Of an environment that shares its VPC with no other one. */
  public static VpcZones alone(EnvironmentSpec spec) {
    return new VpcZones(ZoneRequirements.of(spec), new TreeSet<>(), new TreeMap<>());
  }

  /** Of a guest, with the zones of its host. */
  public static VpcZones inHost(EnvironmentSpec spec, SortedMap<String, String> given) {
    return new VpcZones(ZoneRequirements.of(spec), new TreeSet<>(), given);
  }
}
