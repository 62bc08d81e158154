package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an environment builds in its VPC only because others need it. */
final class GuestResources {

  private GuestResources() {}

  /** The names of the guests that need a resource, if the environment itself does not. */
  static Map<Key, List<String>> of(
      SharedVpc vpc, SpecDefaults defaults, Observation observed, DesiredState desired) {
    if (vpc.guests().isEmpty() || !(desired instanceof DesiredState.Resolved resolved)) {
      return Map.of();
    }
    NetworkNeeds own =
        NetworkNeeds.of(
            vpc.request().spec(),
            ZoneLetters.needed(vpc.request().spec(), resolved.facts().placements().values()),
            resolved.facts().endpointServices());
    SortedMap<String, NetworkNeeds> guests = new TreeMap<>();
    vpc.guests().forEach(guest -> guests.put(guest.peer().name(), guest.needs(defaults, observed)));
    Map<Key, List<String>> names = new TreeMap<>();
    for (Resource resource : resolved.topology().resources()) {
      Key key = resource.key();
      if (SharedNetwork.contains(key) && !own.include(key)) {
        names.put(
            key,
            guests.entrySet().stream()
                .filter(guest -> guest.getValue().include(key))
                .map(Map.Entry::getKey)
                .toList());
      }
    }
    return names;
  }
}
