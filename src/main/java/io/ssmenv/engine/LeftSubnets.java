package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.ListedSubnets;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.GuestRanges;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The subnets in the ranges for guests that are of no guest as far as is known. Most were left by
 * guests that no longer exist: they were retained, or somebody has forced their finalizer off. A
 * range comes back with the end of the subnet.
 *
 * @param known whether there can be no others
 * @param listed the subnets that AWS lists
 * @param absentAfter the guests that the status still records, with the time after which a listing
 *     has to start that proves their subnets gone
 * @param readAt when the last listing started; empty if there is none
 * @param unread the environment ids of guests that exist and were not read yet
 * @param inTheWay the ranges of those that only a refusal of AWS has shown, by id
 */
record LeftSubnets(
    boolean known,
    List<ListedSubnets.Listed> listed,
    Map<String, Instant> absentAfter,
    Optional<Instant> readAt,
    Set<String> unread,
    SortedMap<String, String> inTheWay) {

  /** For a guest that was seen to have deleted everything: it needs no further proof. */
  static final Instant PROVEN = Instant.MIN;

  /** The VPC has no guests and never had. */
  static final LeftSubnets NONE =
      new LeftSubnets(true, List.of(), Map.of(), Optional.empty(), Set.of(), new TreeMap<>());

  LeftSubnets {
    listed = List.copyOf(listed);
    absentAfter = ImmutableCopy.of(absentAfter);
    unread = ImmutableCopy.of(unread);
    inTheWay = Collections.unmodifiableSortedMap(new TreeMap<>(inTheWay));
  }

  /**
   * Finds them for the owner of a VPC.
   *
   * @param living the guests that exist
   * @param before the same of the last reconcile
   * @param busy whether a call of a guest may be under way, by its UID
   */
  static LeftSubnets find(
      ReconcileRequest request,
      List<VpcGuest> living,
      Observation observed,
      Optional<ListedSubnets> subnets,
      Map<String, Instant> before,
      Predicate<String> busy,
      SortedMap<String, String> inTheWay,
      Instant now) {
    Set<String> guests = living.stream().map(VpcGuest::uid).collect(Collectors.toSet());
    Set<String> claimed = claimed(request, living);
    Set<Claim> own = own(request, living);
    Optional<ListedSubnets> all =
        subnets
            .filter(read -> read.account().equals(observed.accountId()))
            .filter(_ -> !observed.unlisted().containsKey(Subnet.class));
    Optional<Ref> vpc = observed.find(SharedNetwork.VPC).map(found -> Ref.id(found.id()));
    String cidr = request.spec().networkOrDefault().cidrOrDefault();
    List<ListedSubnets.Listed> ofOthers =
        all.stream()
            .flatMap(read -> read.subnets().stream())
            .filter(one -> vpc.equals(Optional.of(subnet(one).vpc())))
            .filter(one -> !claimed.contains(subnet(one).cidr()))
            .filter(
                one -> !own.contains(new Claim(one.ownership().environment(), subnet(one).cidr())))
            .filter(one -> GuestRanges.isForGuests(cidr, subnet(one).cidr()))
            .sorted((one, other) -> one.subnet().id().compareTo(other.subnet().id()))
            .toList();
    List<ListedSubnets.Listed> listed =
        ofOthers.stream().filter(one -> !isProvenGone(one, before)).toList();
    Optional<Instant> readAt = all.map(ListedSubnets::startedAt);
    Map<String, Instant> absentAfter = new HashMap<>();
    recorded(request)
        .filter(uid -> !guests.contains(uid))
        .forEach(uid ->
            absentAfter.put(
                uid, busy.test(uid) ? proofAfter(now) : before.getOrDefault(uid, proofAfter(now))));
    ofOthers.stream()
        .filter(one -> isProvenGone(one, before))
        .forEach(one -> absentAfter.put(one.ownership().environment(), PROVEN));
    listed.forEach(one ->
        absentAfter.computeIfPresent(
            one.ownership().environment(),
            (_, time) -> later(time, proofAfter(readAt.orElse(now)))));
    return new LeftSubnets(
        all.isPresent() && (vpc.isPresent() || observed.provenAbsent(SharedNetwork.VPC)),
        listed,
        absentAfter,
        readAt,
        living.stream()
            .filter(guest -> guest.view().isEmpty())
            .map(guest -> guest.peer().owner().environment())
            .collect(Collectors.toSet()),
        inTheWay);
  }

  /** A range that the tags of a subnet, or the status, say an environment has. */
  private record Claim(String environment, String range) {}

  /** What the status records for guests that exist: they may not have shown it yet. */
  private static Set<Claim> own(ReconcileRequest request, List<VpcGuest> living) {
    Set<Claim> own = new HashSet<>();
    for (NetworkStatus.Guest guest : request.status().networkOrDefault().guests()) {
      living.stream()
          .filter(one -> one.uid().equals(guest.uid()))
          .map(one -> one.peer().owner().environment())
          .forEach(environment ->
              guest.subnets().values().forEach(range -> own.add(new Claim(environment, range))));
    }
    return own;
  }

  /**
   * The ranges of the subnets that guests have shown, and those that the status records for guests
   * whose own subnets are not all known: what has the tags of another environment there can be a
   * subnet of the guest whose tags somebody has edited.
   */
  private static Set<String> claimed(ReconcileRequest request, List<VpcGuest> living) {
    Set<String> unknown =
        living.stream()
            .filter(guest -> guest.view().filter(GuestView::subnetsKnown).isEmpty())
            .map(VpcGuest::uid)
            .collect(Collectors.toSet());
    return Stream.concat(
            living.stream()
                .flatMap(guest -> guest.view().stream())
                .flatMap(view -> view.subnets().values().stream()),
            request.status().networkOrDefault().guests().stream()
                .filter(guest -> unknown.contains(guest.uid()))
                .flatMap(guest -> guest.subnets().values().stream()))
        .collect(Collectors.toSet());
  }

  /** The listing is older than the proof. */
  private static boolean isProvenGone(ListedSubnets.Listed one, Map<String, Instant> absentAfter) {
    return PROVEN.equals(absentAfter.get(one.ownership().environment()));
  }

  private static Stream<String> recorded(ReconcileRequest request) {
    return request.status().networkOrDefault().guests().stream().map(guest -> guest.uid());
  }

  private static Instant proofAfter(Instant time) {
    return time.plus(Timing.PROOF_OF_ABSENCE);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Subnet subnet(ListedSubnets.Listed one) {
    return (Subnet) one.subnet().resource();
  }

  /** Whether a guest that no longer exists may still have the subnets that the status records. */
  boolean mayHaveSubnets(String guest) {
    return Optional.ofNullable(absentAfter.get(guest))
        .filter(time -> readAt.filter(time::isBefore).isEmpty())
        .isPresent();
  }

  /** The ranges of what is left, without those that the status records for the same guest. */
  Collection<String> unrecordedRanges(Map<GuestRanges.Subnet, String> recorded) {
    return Stream.concat(inTheWay.values().stream(), unrecorded(recorded))
        .collect(Collectors.toSet());
  }

  private Stream<String> unrecorded(Map<GuestRanges.Subnet, String> recorded) {
    return listed.stream()
        .filter(one ->
            recorded.entrySet().stream()
                .noneMatch(entry ->
                    entry.getKey().guest().equals(one.ownership().environment())
                        && entry.getValue().equals(subnet(one).cidr())))
        .map(one -> subnet(one).cidr());
  }

  /** The subnets that nobody uses, for messages. */
  List<String> names() {
    return Stream.concat(
            listed.stream()
                .filter(one -> !unread.contains(one.ownership().environment()))
                .map(one ->
                    "%s (%s, of %s)"
                        .formatted(one.subnet().id(), subnet(one).cidr(), one.ownership().owner())),
            inTheWay.entrySet().stream()
                .map(one -> "%s (%s)".formatted(one.getKey(), one.getValue())))
        .toList();
  }
}
