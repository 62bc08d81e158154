package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneRejection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Selects an availability zone for each letter that has none.
 *
 * @param wanted what is looked up
 * @param all the zones of the region that are available to the account, sorted
 * @param typeZones the zones that offer an instance type; any zone if a type is missing
 * @param serviceZones the same of endpoint services
 */
record ZoneSelection(
    Lookup.Zones wanted,
    List<String> all,
    Map<String, Set<String>> typeZones,
    Map<String, Set<String>> serviceZones) {

  /** The code of the error if no zone can be selected. */
  static final String TOO_FEW = "TooFewZones";

  private static final String ACTION = "DescribeAvailabilityZones";

  /**
   * A zone for each open letter: the one that the spec names; else the recorded one if it offers
   * everything and no other letter uses it; else the first free one by name.
   *
   * @param used the zones of the other letters
   * @param recorded the zones in the status
   */
  SortedMap<String, String> select(
      SortedMap<String, String> used, SortedMap<String, String> recorded) {
    return wanted.named().isEmpty() ? selectFree(used, recorded) : named();
  }

  private SortedMap<String, String> selectFree(
      SortedMap<String, String> used, SortedMap<String, String> recorded) {
    List<String> free = new ArrayList<>(all);
    free.removeAll(used.values());
    free.removeIf(zone -> !lacks(zone).isEmpty());
    List<String> serving = List.copyOf(free);
    SortedMap<String, String> selected = new TreeMap<>();
    wanted
        .letters()
        .forEach(letter ->
            Optional.ofNullable(recorded.get(letter))
                .filter(free::remove)
                .ifPresent(zone -> selected.put(letter, zone)));
    for (String letter : wanted.letters()) {
      if (!selected.containsKey(letter)) {
        if (free.isEmpty()) {
          throw tooFew(used, serving);
        }
        selected.put(letter, free.removeFirst());
      }
    }
    return selected;
  }

  private SortedMap<String, String> named() {
    SortedMap<String, String> named = ZoneLetters.byLetter(wanted.named());
    named.keySet().retainAll(wanted.letters());
    List<String> problems =
        named.values().stream()
            .flatMap(zone ->
                all.contains(zone)
                    ? lackText(zone).stream()
                    : Stream.of(
                        zone + " is not an availability zone that is available to this account"))
            .toList();
    if (!problems.isEmpty()) {
      throw invalid(
          "spec.network.zones: "
              + String.join("; ", problems)
              + ". Set other instance types, or create another environment with other zones."
              + " The zones are "
              + String.join(", ", all));
    }
    return named;
  }

  /**
   * What a zone does not offer, of what the spec needs. Nobody knows where there are NAT gateways.
   */
  private List<ZoneNeed> lacks(String zone) {
    return wanted.needs().stream()
        .filter(need ->
            wanted.rejections().contains(new ZoneRejection(zone, need)) || !isListed(zone, need))
        .toList();
  }

  private boolean isListed(String zone, ZoneNeed need) {
    return switch (need) {
      case ZoneNeed.InstanceType(String name) -> isListed(zone, typeZones, name);
      case ZoneNeed.EndpointService(String name) -> isListed(zone, serviceZones, name);
      case ZoneNeed.NatGateways _ -> true;
    };
  }

  private static boolean isListed(String zone, Map<String, Set<String>> zones, String name) {
    return !zones.containsKey(name) || zones.getOrDefault(name, Set.of()).contains(zone);
  }

  private Optional<String> lackText(String zone) {
    List<ZoneNeed> lacks = lacks(zone);
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            zone
                + " lacks "
                + lacks.stream().map(ZoneNeed::text).collect(Collectors.joining(" and ")));
  }

  private CloudException tooFew(SortedMap<String, String> used, List<String> serving) {
    List<String> zones = new ArrayList<>(used.values());
    zones.addAll(serving);
    int needed = wanted.letters().size() + used.size();
    String lacking =
        all.stream().flatMap(zone -> lackText(zone).stream()).collect(Collectors.joining("; "));
    return invalid(
        "The environment needs "
            + needed
            + (needed == 1 ? " zone" : " zones")
            + ", but "
            + (zones.isEmpty() ? "no zone" : "only " + String.join(", ", zones))
            + " can be used"
            + (lacking.isEmpty() ? "" : ": " + lacking)
            + ". Set "
            + (zones.isEmpty()
                ? "another type in spec.instances"
                : "spec.network.availabilityZones: "
                    + zones.size()
                    + ", another type in spec.instances")
            + ", or name other zones in spec.network.zones of another environment");
  }

  private static CloudException invalid(String message) {
    return new CloudException(new CloudError.Invalid(ACTION, TOO_FEW, message));
  }
}
