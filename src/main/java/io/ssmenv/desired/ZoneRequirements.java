package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.Key;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the availability zones of a VPC have to offer. What guests need besides is preferred: a zone
 * that lacks it serves the environment that owns the VPC all the same.
 *
 * @param named the zones that the spec of the owner names, in the order of letters
 * @param own what the owner needs, by the letters of its zones
 * @param all what the owner and its guests need, by the letters of all zones
 */
public record ZoneRequirements(
    List<String> named,
    SortedMap<String, SortedSet<ZoneNeed>> own,
    SortedMap<String, SortedSet<ZoneNeed>> all) {

  public ZoneRequirements {
    named = List.copyOf(named);
    own = copy(own);
    all = copy(all);
  }

  private static SortedMap<String, SortedSet<ZoneNeed>> copy(
      SortedMap<String, SortedSet<ZoneNeed>> needs) {
    SortedMap<String, SortedSet<ZoneNeed>> copy = new TreeMap<>();
    needs.forEach(
        (letter, of) -> copy.put(letter, Collections.unmodifiableSortedSet(new TreeSet<>(of))));
    return Collections.unmodifiableSortedMap(copy);
  }

  /** The requirements of an environment that shares its VPC with no other one. */
  public static ZoneRequirements of(EnvironmentSpec spec) {
    SortedMap<String, SortedSet<ZoneNeed>> own = new TreeMap<>();
    ZoneLetters.wanted(spec).forEach(letter -> own.put(letter, ZoneNeed.of(spec)));
    return new ZoneRequirements(spec.networkOrDefault().namedZones(), own, own);
  }

  /** With those of a guest. Endpoints have an address in each zone of the VPC. */
  public ZoneRequirements withGuest(EnvironmentSpec guest) {
    SortedMap<String, SortedSet<ZoneNeed>> more = new TreeMap<>(all);
    SortedSet<ZoneNeed> needs = ZoneNeed.of(guest);
    SortedSet<ZoneNeed> everywhere = new TreeSet<>(needs());
    everywhere.addAll(needs);
    everywhere.removeIf(need -> !(need instanceof ZoneNeed.EndpointService));
    ZoneLetters.wanted(guest).forEach(letter -> more.merge(letter, needs, ZoneRequirements::union));
    more.replaceAll((_, of) -> union(of, everywhere));
    return new ZoneRequirements(named, own, more);
  }

  private static SortedSet<ZoneNeed> union(SortedSet<ZoneNeed> one, SortedSet<ZoneNeed> other) {
    SortedSet<ZoneNeed> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }

  /**
   * The letters of the zones that are needed, and those of subnets in use.
   *
   * @param placements the subnets of existing interfaces
   */
  public SortedSet<String> letters(Collection<Key> placements) {
    SortedSet<String> letters = new TreeSet<>(all.keySet());
    placements.forEach(subnet -> letters.add(ZoneLetters.letter(subnet)));
    letters.retainAll(ZoneLetters.ALL);
    return letters;
  }

  /** Everything that is needed in some zone. */
  public SortedSet<ZoneNeed> needs() {
    return all.values().stream().reduce(new TreeSet<>(), ZoneRequirements::union);
  }

  /** Whether the owner cannot do without a zone: one that only guests need may be missing. */
  public boolean isRequired(String letter) {
    return own.containsKey(letter) || !all.containsKey(letter);
  }

  /** What a zone has to offer. */
  public SortedSet<ZoneNeed> required(String letter) {
    return own.getOrDefault(letter, preferred(letter));
  }

  /** What it should offer besides. */
  public SortedSet<ZoneNeed> preferred(String letter) {
    return all.getOrDefault(letter, needs());
  }
}
