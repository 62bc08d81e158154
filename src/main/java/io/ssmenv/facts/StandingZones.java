package io.ssmenv.facts;

import io.ssmenv.desired.Facts;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZoneRequirements;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Subnet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The zones in which an environment stands, by letter, as its subnets show. While a letter gets
 * another zone, it has subnets in two zones, or only in the one that is given up. Whatever has
 * moved already, the one that is given up is not taken again.
 *
 * @param recorded the facts in the status: which zone a letter has got is kept there
 */
record StandingZones(Observation observed, VpcZones vpc, Facts recorded, ZoneContents contents) {

  static StandingZones of(Observation observed, VpcZones vpc, Facts recorded) {
    return new StandingZones(observed, vpc, recorded, ZoneContents.of(observed));
  }

  /** A zone for each letter with one that is not given up. */
  SortedMap<String, String> kept() {
    SortedMap<String, String> zones = new TreeMap<>();
    for (String letter : ZoneLetters.ALL) {
      List<String> kept = new ArrayList<>(standing(letter));
      kept.removeIf(zone -> isGivenUp(letter, zone));
      Stream.<Optional<String>>of(
              kept.stream().filter(contents::isUsed).findFirst(),
              kept.stream().filter(zone -> !isRejected(letter, zone)).findFirst(),
              kept.stream().findFirst())
          .flatMap(Optional::stream)
          .findFirst()
          .ifPresent(zone -> zones.put(letter, zone));
    }
    return zones;
  }

  /** A zone for each letter with one, also if it is given up. */
  SortedMap<String, String> all() {
    SortedMap<String, String> zones = new TreeMap<>();
    for (String letter : ZoneLetters.ALL) {
      standing(letter).stream().findFirst().ifPresent(zone -> zones.put(letter, zone));
    }
    return zones;
  }

  /**
   * The zone of a letter that has got another one, while it is not certain that nothing of value
   * stands there; empty if there is none. Until it is, nothing is built in either of them.
   */
  Optional<String> undecided() {
    return kept().entrySet().stream()
        .filter(zone -> isRejected(zone.getKey(), zone.getValue()))
        .filter(zone -> !contents.isUsed(zone.getValue()) && !contents.complete())
        .filter(zone -> recorded.hasReplaced(zone.getKey(), zone.getValue()))
        .map(zone -> zone.getValue())
        .findFirst();
  }

  /** The zones of its subnets; first the one that the status records. */
  private SequencedSet<String> standing(String letter) {
    SequencedSet<String> zones = new LinkedHashSet<>();
    Stream.of(ZoneLetters.workload(letter), ZoneLetters.publicSubnet(letter))
        .flatMap(key -> observed.find(key).stream())
        .map(existing -> ((Subnet) existing.resource()).zone())
        .forEach(zones::add);
    zones.addAll(vpc.inUse().zones(letter));
    Optional.ofNullable(recorded.zones().get(letter))
        .filter(zones::contains)
        .ifPresent(zones::addFirst);
    return zones;
  }

  private boolean isGivenUp(String letter, String zone) {
    return isRejected(letter, zone)
        && !vpc.inUse().mayInclude(letter, zone)
        && contents.isEmpty(zone);
  }

  private boolean isRejected(String letter, String zone) {
    return isRejected(letter, zone, vpc.requirements(), recorded);
  }

  /** Whether AWS has refused to create in a zone what its letter needs; never of a named zone. */
  static boolean isRejected(
      String letter, String zone, ZoneRequirements requirements, Facts known) {
    return !requirements.named().contains(zone)
        && known.offers().isRejected(zone, requirements.required(letter));
  }
}
