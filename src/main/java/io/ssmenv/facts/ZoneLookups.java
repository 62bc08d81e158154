package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.FactTiming;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.InstancePlacements;
import io.ssmenv.desired.ZoneRequirements;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** When zones and their offers are looked up again, and what counts if that finds nothing. */
final class ZoneLookups {

  private ZoneLookups() {}

  /** The offers of zones change: they are read again while a group cannot be placed. */
  static Optional<Lookup> outdated(
      EnvironmentSpec spec, Facts known, LookupState state, Instant now) {
    SortedSet<String> types =
        new InstancePlacements(spec, known)
            .unplaced().stream()
                .map(InstancePlacements.Unplaced::type)
                .collect(Collectors.toCollection(TreeSet::new));
    Lookup lookup = new Lookup.TypeOffers(types);
    boolean recent =
        Optional.ofNullable(state.answered().get(lookup))
            .filter(at -> now.isBefore(at.plus(FactTiming.RETRY)))
            .isPresent();
    return types.isEmpty() || recent ? Optional.empty() : Optional.of(lookup);
  }

  /**
   * Zones in which nothing stands yet are selected again when the requirements change: a guest that
   * is created together with its host counts, whichever of them the operator sees first.
   *
   * @param existing what existing resources show
   */
  static Optional<Lookup> reconsidered(
      ZoneRequirements requirements, Facts existing, Facts known, LookupState state) {
    SortedSet<String> letters = requirements.letters(List.of());
    letters.retainAll(known.zones().keySet());
    letters.removeAll(existing.zones().keySet());
    boolean isSettled =
        state.answered().keySet().stream()
            .anyMatch(lookup ->
                lookup instanceof Lookup.Zones answered
                    && answered.requirements().equals(requirements)
                    && answered.letters().containsAll(letters));
    return letters.isEmpty() || isSettled
        ? Optional.empty()
        : Optional.of(new Lookup.Zones(letters, requirements, known.offers().rejections()));
  }

  /**
   * If no other zone can take the place of a rejected one, it is kept: the failure of the step says
   * what it lacks.
   */
  static Optional<Facts> withKeptZones(
      StandingZones standing, Facts known, Set<Lookup> open, LookupState state) {
    SortedMap<String, String> existing = standing.all();
    return open.stream()
        .filter(Lookup.Zones.class::isInstance)
        .map(Lookup.Zones.class::cast)
        .filter(zones ->
            zones.letters().stream()
                .filter(zones.requirements()::isRequired)
                .allMatch(existing.keySet()::contains))
        .filter(zones ->
            state
                .failure(zones)
                .filter(failure -> failure.error().code().equals(ZoneSelection.TOO_FEW))
                .isPresent())
        .findFirst()
        .map(zones -> {
          SortedMap<String, String> all = new TreeMap<>(known.zones());
          zones
              .letters()
              .forEach(letter ->
                  Optional.ofNullable(existing.get(letter))
                      .ifPresent(zone -> all.put(letter, zone)));
          return known.withZones(all);
        });
  }
}
