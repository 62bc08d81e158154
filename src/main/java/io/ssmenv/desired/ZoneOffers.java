package io.ssmenv.desired;

import io.ssmenv.topology.ImmutableCopy;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known of the offers of availability zones. What nobody knows counts as offered: AWS
 * decides when it is created.
 *
 * @param byType the zones that offer an instance type, as AWS lists them
 * @param rejections what AWS has refused to create, whatever it lists
 */
public record ZoneOffers(Map<String, Set<String>> byType, SortedSet<ZoneRejection> rejections) {

  /** Nothing is known. */
  public static final ZoneOffers NONE = new ZoneOffers(Map.of(), new TreeSet<>());

  public ZoneOffers {
    byType = ImmutableCopy.of(byType);
    rejections = Collections.unmodifiableSortedSet(new TreeSet<>(rejections));
  }

  /** Whether a zone may offer something. */
  boolean mayOffer(String zone, ZoneNeed need) {
    return !rejections.contains(new ZoneRejection(zone, need))
        && !(need instanceof ZoneNeed.InstanceType(String type)
            && byType.containsKey(type)
            && !byType.getOrDefault(type, Set.of()).contains(zone));
  }

  /** Whether AWS has refused to create in a zone what a spec needs. */
  public boolean isRejected(String zone, Collection<ZoneNeed> needs) {
    return rejections.stream()
        .anyMatch(one -> one.zone().equals(zone) && needs.contains(one.need()));
  }

  /** With further rejections. */
  public ZoneOffers rejecting(Collection<ZoneRejection> more) {
    SortedSet<ZoneRejection> all = new TreeSet<>(rejections);
    all.addAll(more);
    return new ZoneOffers(byType, all);
  }

  /** Only what a spec needs. */
  public ZoneOffers of(Collection<ZoneNeed> needs) {
    SortedSet<ZoneRejection> kept = new TreeSet<>(rejections);
    kept.removeIf(one -> !needs.contains(one.need()));
    Map<String, Set<String>> types = new HashMap<>(byType);
    types.keySet().removeIf(type -> !needs.contains(new ZoneNeed.InstanceType(type)));
    return new ZoneOffers(types, kept);
  }

  /** Both; of an instance type, what the first one knows. */
  public ZoneOffers with(ZoneOffers other) {
    Map<String, Set<String>> types = new HashMap<>(other.byType);
    types.putAll(byType);
    return new ZoneOffers(types, rejections).rejecting(other.rejections);
  }
}
