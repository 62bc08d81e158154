package io.ssmenv.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Network;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneOffers;
import io.ssmenv.desired.ZoneRejection;
import io.ssmenv.desired.ZoneRequirements;
import io.ssmenv.desired.ZonesInUse;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which zones the owner of a VPC selects for itself and its guests, and which it keeps. */
class SharedZonesTest {

  private static final List<String> ALL = List.of("eu-1a", "eu-1b", "eu-1c");
  private static final ZonesInUse IN_A = ZonesInUse.NONE.with("a", "eu-1a");
  private static final ZonesInUse ANYWHERE = ZonesInUse.NONE.withUnknown();

  @Test
  void aZoneThatOffersWhatAllNeedIsPreferred() {
    ZoneRequirements both = ZoneRequirements.of(spec("small", 1)).withGuest(spec("large", 1));

    assertThat(select(both, Map.of("large", Set.of("eu-1c"))))
        .containsExactly(Map.entry("a", "eu-1c"));
  }

  @Test
  void ifNoneOffersWhatAllNeedOneServesThatOffersWhatTheOwnerNeeds() {
    ZoneRequirements both = ZoneRequirements.of(spec("small", 1)).withGuest(spec("large", 1));

    assertThat(select(both, Map.of("small", Set.of("eu-1b"), "large", Set.of())))
        .containsExactly(Map.entry("a", "eu-1b"));
    assertThatThrownBy(() -> select(both, Map.of("small", Set.of(), "large", Set.of("eu-1a"))))
        .hasMessageContaining("needs 1 zone")
        .hasMessageContaining("eu-1a lacks the instance type small")
        .hasMessageNotContaining("large");
  }

  @Test
  void aLetterThatOnlyGuestsNeedStaysWithoutAZoneIfNoneServes() {
    ZoneRequirements both = ZoneRequirements.of(spec("small", 1)).withGuest(spec("large", 3));

    assertThat(select(both, Map.of("large", Set.of("eu-1a", "eu-1b"))))
        .containsExactly(Map.entry("a", "eu-1a"), Map.entry("b", "eu-1b"));
  }

  @Test
  void namedZonesAreNotUsedForTheFurtherLettersOfGuests() {
    ZoneRequirements both =
        ZoneRequirements.of(named("eu-1b", "eu-1a")).withGuest(spec("small", 3));

    assertThat(select(both, Map.of()))
        .containsExactly(Map.entry("a", "eu-1b"), Map.entry("b", "eu-1a"), Map.entry("c", "eu-1c"));
  }

  @Test
  void aRejectedZoneIsKeptWhileAGuestIsInIt() {
    Observation observed = subnet("a", "eu-1a");
    ZoneRequirements own = ZoneRequirements.of(spec("small", 1));
    Facts recorded = rejected("eu-1a", "small");

    assertThat(zones(observed, vpc(own, ZonesInUse.NONE), recorded)).isEmpty();
    assertThat(zones(observed, vpc(own, IN_A), recorded)).containsExactly(Map.entry("a", "eu-1a"));
    assertThat(zones(observed, vpc(own, ANYWHERE), recorded))
        .containsExactly(Map.entry("a", "eu-1a"));
  }

  @Test
  void aRejectedZoneThatIsGivenUpIsNotTakenAgainBecauseAGuestHasFollowed() {
    ZoneRequirements own = ZoneRequirements.of(spec("small", 1));
    ZonesInUse followed = ZonesInUse.NONE.with("a", "eu-1b");

    assertThat(zones(subnet("a", "eu-1a"), vpc(own, followed), rejected("eu-1a", "small")))
        .containsExactly(Map.entry("a", "eu-1b"));
  }

  @Test
  void aZoneIsKeptWhileAGuestMayBeInIt() {
    ZoneRequirements own = ZoneRequirements.of(spec("small", 1));
    Facts known = Facts.of(ALL, Map.of(), Set.of(), Optional.empty());

    assertThat(
            KnownFacts.forSpec(
                    known, spec("small", 1), vpc(own, ZonesInUse.NONE.with("c", "eu-1c")))
                .zones())
        .containsOnlyKeys("a", "c");
    assertThat(KnownFacts.forSpec(known, spec("small", 1), vpc(own, ZonesInUse.NONE)).zones())
        .containsOnlyKeys("a");
  }

  @Test
  void whatOnlyAGuestLacksInAZoneOfItsHostDoesNotEndTheZone() {
    ZoneRequirements both = ZoneRequirements.of(spec("small", 1)).withGuest(spec("large", 2));
    Facts recorded = rejected("eu-1a", "large");

    assertThat(zones(subnet("a", "eu-1a"), vpc(both, ZonesInUse.NONE), recorded))
        .containsOnlyKeys("a");
    assertThat(zones(subnet("b", "eu-1a"), vpc(both, ZonesInUse.NONE), recorded)).isEmpty();
  }

  private static SortedMap<String, String> select(
      ZoneRequirements requirements, Map<String, Set<String>> types) {
    Lookup.Zones lookup =
        new Lookup.Zones(requirements.letters(List.of()), requirements, new TreeSet<>());
    return new ZoneSelection(lookup, ALL, types, Map.of()).select(new TreeMap<>(), new TreeMap<>());
  }

  private static SortedMap<String, String> zones(
      Observation observed, VpcZones vpc, Facts recorded) {
    return KnownFacts.from(observed, spec("small", 1), vpc, recorded).zones();
  }

  private static VpcZones vpc(ZoneRequirements requirements, ZonesInUse inUse) {
    return new VpcZones(requirements, inUse, new TreeMap<>(), new TreeMap<>());
  }

  private static Facts rejected(String zone, String type) {
    return Facts.NONE.withOffers(
        ZoneOffers.NONE.rejecting(
            List.of(new ZoneRejection(zone, new ZoneNeed.InstanceType(type)))));
  }

  private static Observation subnet(String letter, String zone) {
    Subnet subnet =
        new Subnet(
            ZoneLetters.workload(letter),
            Ref.to(Key.of("vpc")),
            "10.20.0.0/24",
            zone,
            Tags.of(Map.of()));
    Map<Key, Observed> present = new HashMap<>();
    present.put(subnet.key(), new Observed(subnet, "subnet-1", Observed.State.READY, "available"));
    return new Observation(
        "1", present, List.of(), Map.of(), Map.of(), Map.of(), Observation.NOTHING.pings());
  }

  private static EnvironmentSpec named(String... zones) {
    return spec("small", new Network(null, null, List.of(zones), null, null));
  }

  private static EnvironmentSpec spec(String type, int zones) {
    return spec(type, new Network(null, zones, null, null, null));
  }

  private static EnvironmentSpec spec(String type, Network network) {
    return new EnvironmentSpec(
        "eu-1",
        new Connectivity(Pattern.ELASTIC_IP, null),
        network,
        List.of(new InstanceGroup("app", 1, type, null, null)),
        null,
        null,
        null,
        null,
        null);
  }
}
