package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The availability zones of the VPC in which an environment stands, as far as the other
 * environments in it have a say.
 *
 * @param requirements of all environments whose zones this one selects
 * @param inUse the zones in which a guest has, or may have, a subnet
 * @param given the zones that are no choice, because somebody else owns the VPC or its subnets
 * @param subnets the ids of the workload subnets that somebody else owns, by letter
 */
public record VpcZones(
    ZoneRequirements requirements,
    ZonesInUse inUse,
    SortedMap<String, String> given,
    SortedMap<String, String> subnets) {

  public VpcZones {
    given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    subnets = Collections.unmodifiableSortedMap(new TreeMap<>(subnets));
  }

  /** Of an environment that shares its VPC with no other one. */
  public static VpcZones alone(EnvironmentSpec spec) {
    return inSubnets(spec, new TreeMap<>(), new TreeMap<>());
  }

  /** Of a guest, with the zones of its host. */
  public static VpcZones inHost(EnvironmentSpec spec, SortedMap<String, String> given) {
    return inSubnets(spec, given, new TreeMap<>());
  }

  /** Of an environment in subnets of somebody else, with their zones and ids. */
  public static VpcZones inSubnets(
      EnvironmentSpec spec, SortedMap<String, String> given, SortedMap<String, String> subnets) {
    return new VpcZones(ZoneRequirements.of(spec), ZonesInUse.NONE, given, subnets);
  }
}
