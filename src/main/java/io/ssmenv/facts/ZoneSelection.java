package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.desired.ZoneAdvice;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.desired.ZoneRemedy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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
   * everything and no other letter uses it; else the first free one by name. If none offers what
   * guests need too, one serves that offers what the owner of the VPC needs. A letter that only
   * guests need gets no zone if there is none.
   *
   * @param used the zones of the other letters
   * @param recorded the zones in the status
   */
  SortedMap<String, String> select(
      SortedMap<String, String> used, SortedMap<String, String> recorded) {
    SortedMap<String, String> selected = named();
    List<String> free = new ArrayList<>(all);
    free.removeAll(used.values());
    free.removeAll(wanted.named().values());
    List<String> unused = List.copyOf(free);
    for (String letter : wanted.letters()) {
      Optional.ofNullable(recorded.get(letter))
          .filter(zone -> !selected.containsKey(letter) && offers(zone, preferred(letter)))
          .filter(free::remove)
          .ifPresent(zone -> selected.put(letter, zone));
    }
    for (String letter : wanted.letters()) {
      if (!selected.containsKey(letter)) {
        first(free, preferred(letter))
            .or(() -> first(free, required(letter)))
            .ifPresentOrElse(
                zone -> {
                  free.remove(zone);
                  selected.put(letter, zone);
                },
                () -> requireNot(letter, used, unused, recorded.size()));
      }
    }
    return selected;
  }

  private Optional<String> first(List<String> zones, SortedSet<ZoneNeed> needs) {
    return zones.stream().filter(zone -> offers(zone, needs)).findFirst();
  }

  private void requireNot(
      String letter, SortedMap<String, String> used, List<String> unused, int standing) {
    if (wanted.requirements().isRequired(letter)) {
      throw tooFew(required(letter), used, unused, standing);
    }
  }

  private SortedSet<ZoneNeed> required(String letter) {
    return wanted.requirements().required(letter);
  }

  private SortedSet<ZoneNeed> preferred(String letter) {
    return wanted.requirements().preferred(letter);
  }

  private SortedMap<String, String> named() {
    SortedMap<String, String> named = new TreeMap<>(wanted.named());
    named.keySet().retainAll(wanted.letters());
    List<String> problems =
        named.entrySet().stream()
            .flatMap(entry -> problem(entry.getValue(), required(entry.getKey())).stream())
            .toList();
    if (!problems.isEmpty()) {
      List<ZoneNeed> lacking =
          named.entrySet().stream()
              .filter(entry -> all.contains(entry.getValue()))
              .flatMap(entry -> lacks(entry.getValue(), required(entry.getKey())).stream())
              .toList();
      throw invalid(
          "spec.network.zones: "
              + String.join("; ", problems)
              + ". "
              + advice(lacking, new ZoneRemedy.AgainInOtherZones())
              + ". The zones are "
              + String.join(", ", all));
    }
    return named;
  }

  private Optional<String> problem(String zone, SortedSet<ZoneNeed> needs) {
    return all.contains(zone)
        ? lackText(zone, needs)
        : Optional.of(zone + " is not an availability zone that is available to this account");
  }

  private boolean offers(String zone, SortedSet<ZoneNeed> needs) {
    return lacks(zone, needs).isEmpty();
  }

  /** What a zone does not offer. Nobody knows where there are NAT gateways. */
  private List<ZoneNeed> lacks(String zone, SortedSet<ZoneNeed> needs) {
    return needs.stream()
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

  private Optional<String> lackText(String zone, SortedSet<ZoneNeed> needs) {
    List<ZoneNeed> lacks = lacks(zone, needs);
    return lacks.isEmpty()
        ? Optional.empty()
        : Optional.of(
            zone
                + " lacks "
                + lacks.stream().map(ZoneNeed::text).collect(Collectors.joining(" and ")));
  }

  private CloudException tooFew(
      SortedSet<ZoneNeed> needs,
      SortedMap<String, String> used,
      List<String> unused,
      int standing) {
    List<String> zones = new ArrayList<>(used.values());
    unused.stream().filter(zone -> offers(zone, needs)).forEach(zones::add);
    SortedSet<String> letters = new TreeSet<>(wanted.letters());
    letters.addAll(used.keySet());
    letters.removeIf(letter -> !wanted.requirements().isRequired(letter));
    int needed = letters.size();
    String lacking =
        all.stream()
            .flatMap(zone -> lackText(zone, needs).stream())
            .collect(Collectors.joining("; "));
    String advice =
        advice(
            all.stream().flatMap(zone -> lacks(zone, needs).stream()).toList(),
            fewer(Math.max(zones.size(), standing), needed));
    return invalid(
        "The environment needs "
            + needed
            + (needed == 1 ? " zone" : " zones")
            + ", but "
            + (zones.isEmpty() ? "no zone" : "only " + String.join(", ", zones))
            + " can be used"
            + (lacking.isEmpty() ? "" : ": " + lacking)
            + (advice.isEmpty() ? "" : ". " + advice));
  }

  /** In fewer zones than those of the status, the API server would refuse the spec. */
  private static ZoneRemedy[] fewer(int zones, int needed) {
    return zones > 0 && zones < needed
        ? new ZoneRemedy[] {new ZoneRemedy.FewerZones(zones)}
        : new ZoneRemedy[0];
  }

  private static String advice(List<ZoneNeed> lacking, ZoneRemedy... others) {
    return new ZoneAdvice(Stream.concat(ZoneRemedy.without(lacking), Stream.of(others)).toList())
        .sentence();
  }

  private static CloudException invalid(String message) {
    return new CloudException(new CloudError.Invalid(ACTION, TOO_FEW, message, true));
  }
}
