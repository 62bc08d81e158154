package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.UnresolvedFact;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts while lookups fail. What the status remembers is used where AWS confirms it when a
 * resource is created: it refuses a zone or an endpoint service that it does not have. A prefix
 * list is not of this kind, because AWS accepts any.
 *
 * @param known what is known
 * @param assumed the same, with a placeholder for each value that could not be looked up
 * @param s3Rules the rules that exist and may be for S3
 */
record PartialFacts(Facts known, Facts assumed, Set<Key> s3Rules) {

  private static final String PLACEHOLDER = "unknown";

  /**
   * The facts after some lookups have failed.
   *
   * @param recorded the facts in the status, which AWS has not confirmed
   */
  static PartialFacts of(
      Facts known,
      Collection<Lookup> failed,
      EnvironmentSpec spec,
      Facts recorded,
      Observation observed) {
    PartialFacts facts = new PartialFacts(known, known, Set.of());
    for (Lookup lookup : failed) {
      facts = facts.without(lookup, spec, recorded, observed);
    }
    return facts;
  }

  private PartialFacts without(
      Lookup lookup, EnvironmentSpec spec, Facts recorded, Observation observed) {
    return switch (lookup) {
      case Lookup.Zones zones -> withoutZones(zones, spec.region(), recorded.zones());
      case Lookup.Services _ -> withoutServices(recorded.endpointServices());
      case Lookup.S3PrefixList _ -> withoutPrefixList(existingPrefixLists(observed));
      case Lookup.Image _, Lookup.TypeOffers _ -> this; // An instance group can lack it.
    };
  }

  private PartialFacts withoutZones(
      Lookup.Zones lookup, String region, SortedMap<String, String> recorded) {
    SortedMap<String, String> zones = new TreeMap<>(known.zones());
    lookup
        .letters()
        .forEach(letter ->
            Optional.ofNullable(recorded.get(letter))
                .filter(zone -> isZoneOf(region, zone) && !zones.containsValue(zone))
                .filter(zone -> lookup.mayUse(letter, zone))
                .ifPresent(zone -> zones.put(letter, zone)));
    SortedMap<String, String> all = new TreeMap<>(zones);
    lookup.letters().forEach(letter -> all.putIfAbsent(letter, PLACEHOLDER + "-" + letter));
    return new PartialFacts(known.withZones(zones), assumed.withZones(all), s3Rules);
  }

  /** Not a local zone, which has no NAT gateways and endpoints. */
  private static boolean isZoneOf(String region, String zone) {
    return zone.length() == region.length() + 1
        && zone.startsWith(region)
        && Character.isLowerCase(zone.charAt(region.length()));
  }

  private PartialFacts withoutServices(Set<String> recorded) {
    Set<String> services = Set.of(EndpointServices.EC2_MESSAGES);
    return new PartialFacts(
        recorded.containsAll(services) ? known.withEndpointServices(services) : known,
        assumed.withEndpointServices(services),
        s3Rules);
  }

  /**
   * A rule is not judged before it is known whether it is for S3. Of several, any may be: none of
   * them decides.
   */
  private PartialFacts withoutPrefixList(SortedSet<String> existing) {
    return new PartialFacts(
        known,
        assumed.withS3PrefixList(
            Optional.of(existing.size() == 1 ? existing.getFirst() : PLACEHOLDER)),
        existing.stream()
            .map(list -> EndpointServices.s3Rule(list).key())
            .collect(ImmutableCopy.toSet()));
  }

  private static SortedSet<String> existingPrefixLists(Observation observed) {
    return observed.present().values().stream()
        .map(one -> one.resource())
        .filter(SecurityGroupRule.class::isInstance)
        .map(SecurityGroupRule.class::cast)
        .flatMap(rule ->
            rule.peer() instanceof Peer.PrefixList(String id)
                    && EndpointServices.s3Rule(id).key().equals(rule.key())
                ? Stream.of(id)
                : Stream.<String>empty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a lookup that has failed leaves open. */
  UnresolvedFact unresolved(Lookup lookup, CloudError error) {
    return new UnresolvedFact(lookup.about(), error, keys(lookup));
  }

  private Set<Key> keys(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Zones zones -> {
        Set<Key> subnets = new HashSet<>();
        zones.letters().stream()
            .filter(letter -> !known.zones().containsKey(letter))
            .forEach(letter -> {
              subnets.add(ZoneLetters.workload(letter));
              subnets.add(ZoneLetters.publicSubnet(letter));
            });
        yield subnets;
      }
      case Lookup.Services _ ->
          known.endpointServices().isEmpty()
              ? Set.of(EndpointServices.endpoint(EndpointServices.EC2_MESSAGES))
              : Set.of();
      case Lookup.S3PrefixList _ -> {
        Set<Key> rules = new HashSet<>(s3Rules);
        rules.add(EndpointServices.s3Rule(assumed.s3PrefixList().orElse(PLACEHOLDER)).key());
        yield rules;
      }
      case Lookup.Image _, Lookup.TypeOffers _ -> Set.of();
    };
  }
}
