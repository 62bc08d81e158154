package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.ListedSubnets;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.Plan;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observation.Unlisted.Cause;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the environments that share VPCs know of each other. A change of one wakes the others, so
 * that nothing polls. It is lost in a crash: until an environment has shown itself again, nothing
 * is concluded about it.
 */
final class SharedNetworks {

  private final Consumer<Owner> wake;
  private final InstantSource clock;
  private final Predicate<String> busy;
  private final Map<String, HostView> hosts = new ConcurrentHashMap<>();
  private final Map<String, GuestView> guests = new ConcurrentHashMap<>();

  /** See {@link LeftSubnets#absentAfter}, by the UID of the owner of the VPC. */
  private final Map<String, Map<String, Instant>> absentAfter = new ConcurrentHashMap<>();

  /** What AWS has named as in the way of subnets, by the UID of the owner of the VPC. */
  private final Map<String, RangesInUse> inUse = new ConcurrentHashMap<>();

  /** Who has to know of an environment, by its UID. */
  private final Map<String, Set<Owner>> related = new ConcurrentHashMap<>();

  /**
   * @param wake called with every environment that should be reconciled
   * @param clock that of the inventories
   * @param busy whether a call of an environment may be under way, by its UID, also after its end
   */
  SharedNetworks(Consumer<Owner> wake, InstantSource clock, Predicate<String> busy) {
    this.busy = busy;
    this.wake = wake;
    this.clock = clock;
  }

  /** The VPC of an environment, with what the others have shown last. */
  SharedVpc of(ReconcileRequest request) {
    return new SharedVpc(
        request,
        request.peers().host().flatMap(host -> find(hosts, host.owner())),
        request.peers().guests().stream()
            .map(guest -> new VpcGuest(request, guest, find(guests, guest.owner())))
            .filter(VpcGuest::canBeInVpc)
            .toList(),
        ForeignVpcReading.NONE);
  }

  private static <V> Optional<V> find(Map<String, V> views, Owner owner) {
    return Optional.ofNullable(views.get(owner.uid()));
  }

  /**
   * Shows an environment to those with which it shares a VPC; what was not read, or was read in
   * another account, says nothing about it.
   *
   * @param subnets of the whole cluster
   * @return its VPC, if others use it, for the status
   */
  NetworkStatus publish(
      ReconcileRequest request,
      SharedVpc vpc,
      DesiredState desired,
      Observation observed,
      Plan plan,
      Remembered remembered,
      LifecycleRules rules,
      Supplier<Optional<ListedSubnets>> subnets,
      GuestProgress progress) {
    if (desired instanceof DesiredState.Unobserved
        || observed.unlisted().values().stream().anyMatch(why -> why.cause() == Cause.NOT_READ)) {
      return request.status().networkOrDefault();
    }
    if (request.isGuest()) {
      addInTheWay(request, progress);
      publish(
          request,
          guests,
          GuestView.of(request, desired, observed, plan, remembered, rules, progress.idle()));
      return vpc.host()
          .filter(_ -> desired instanceof DesiredState.Resolved)
          .map(host -> new NetworkStatus(List.of(), host.endpoints()))
          .orElseGet(() -> request.status().networkOrDefault());
    }
    LeftSubnets left = left(request, vpc, observed, subnets);
    GuestAllocation allocation = GuestAllocation.of(request, vpc.guests(), left);
    HostView view = HostView.of(request, desired, observed, rules, allocation, left.names());
    publish(request, hosts, view);
    if (request.spec().networkOrDefault().existingVpc().isPresent()) {
      return switch (desired) {
        case DesiredState.Deleted _ -> NetworkStatus.NONE;
        case DesiredState.Resolved _ -> new NetworkStatus(List.of(), view.endpoints());
        // Endpoints that others have built first will never be those of this environment.
        case DesiredState.VpcUnsuitable _ -> new NetworkStatus(List.of(), view.endpoints());
        case DesiredState.Unresolved _ -> request.status().networkOrDefault();
      };
    }
    return new NetworkStatus(
        allocation.recorded().guests(), vpc.guests().isEmpty() ? List.of() : view.endpoints());
  }

  private void addInTheWay(ReconcileRequest guest, GuestProgress progress) {
    SortedMap<String, String> subnets = progress.inTheWay();
    if (!subnets.isEmpty()) {
      guest
          .peers()
          .host()
          .ifPresent(host -> {
            RangesInUse known = inUse.getOrDefault(host.owner().uid(), RangesInUse.NONE);
            inUse.put(host.owner().uid(), known.with(subnets, clock.instant()));
            if (!known.at(clock.instant()).entrySet().containsAll(subnets.entrySet())) {
              wake.accept(host.owner());
            }
          });
    }
  }

  /** Where nobody asks for a range, nothing is searched. */
  private LeftSubnets left(
      ReconcileRequest request,
      SharedVpc vpc,
      Observation observed,
      Supplier<Optional<ListedSubnets>> subnets) {
    if (vpc.guests().isEmpty() && request.status().networkOrDefault().guests().isEmpty()) {
      return LeftSubnets.NONE;
    }
    String uid = request.owner().uid();
    LeftSubnets left =
        LeftSubnets.find(
            request,
            vpc.guests(),
            observed,
            subnets.get(),
            absentAfter.getOrDefault(uid, Map.of()),
            busy,
            inUse.getOrDefault(uid, RangesInUse.NONE).at(clock.instant()),
            clock.instant());
    absentAfter.put(uid, left.absentAfter());
    return left;
  }

  private <V> void publish(ReconcileRequest request, Map<String, V> views, V view) {
    Set<Owner> others = new HashSet<>();
    request.peers().host().ifPresent(host -> others.add(host.owner()));
    request.peers().guests().forEach(guest -> others.add(guest.owner()));
    String uid = request.owner().uid();
    related.put(uid, ImmutableCopy.of(others));
    if (!Objects.equals(views.put(uid, view), view)) {
      others.forEach(wake);
    }
  }

  /** Drops an environment that no longer exists; those that shared its VPC have to know. */
  void forget(Owner owner) {
    hosts.remove(owner.uid());
    inUse.remove(owner.uid());
    absentAfter.remove(owner.uid());
    boolean leftNothing =
        Optional.ofNullable(guests.remove(owner.uid()))
            .filter(GuestView::hasDeletedAll)
            .isPresent();
    Optional.ofNullable(related.remove(owner.uid()))
        .ifPresent(others ->
            others.forEach(other -> {
              if (leftNothing) {
                absentAfter.merge(
                    other.uid(), Map.of(owner.uid(), LeftSubnets.PROVEN), SharedNetworks::with);
              }
              wake.accept(other);
            }));
  }

  private static Map<String, Instant> with(Map<String, Instant> known, Map<String, Instant> more) {
    Map<String, Instant> all = new HashMap<>(known);
    all.putAll(more);
    return all;
  }
}
