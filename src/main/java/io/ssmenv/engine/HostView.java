package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.Facts;
import io.ssmenv.desired.GuestRanges;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.state.RememberedFacts;
import io.ssmenv.topology.Component;
import io.ssmenv.topology.Difference;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the owner of a VPC shows to its guests.
 *
 * @param cidr the range of the VPC
 * @param zones the availability zones, by letter
 * @param resources the network, by the keys under which guests refer to it
 * @param ranges of the subnets of guests, as far as they are stored: what is only planned would be
 *     given twice after a crash
 * @param complete whether every subnet is known, so that ranges can be given
 * @param full the UIDs of the guests for which too few ranges are left
 * @param free how many ranges no guest has
 * @param left the subnets of environments that no longer exist, in the ranges for guests
 * @param endpoints the services whose names resolve to endpoints in the VPC, or will
 * @param corrects whether the network is corrected where it differs from what is desired
 * @param remark what guests have to know of the environment, such as {@code which is paused}; empty
 *     if there is nothing
 */
record HostView(
    String cidr,
    SortedMap<String, String> zones,
    Map<Key, Observed> resources,
    GuestRanges ranges,
    boolean complete,
    Set<String> full,
    int free,
    List<String> left,
    List<String> endpoints,
    boolean corrects,
    String remark) {

  HostView {
    resources = ImmutableCopy.of(resources);
    full = ImmutableCopy.of(full);
    left = List.copyOf(left);
    endpoints = List.copyOf(endpoints);
  }

  static HostView of(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      LifecycleRules rules,
      GuestAllocation allocation,
      List<String> left) {
    Optional<Topology> topology =
        desired instanceof DesiredState.Resolved resolved
            ? Optional.of(resolved.topology())
            : Optional.empty();
    Map<Key, Observed> network = new HashMap<>();
    observed
        .present()
        .forEach((key, current) -> {
          if (SharedNetwork.contains(key)) {
            network.put(key.inHost(), usable(current, topology, rules));
          }
        });
    return new HostView(
        request.spec().networkOrDefault().cidrOrDefault(),
        zones(request, desired, observed),
        network,
        allocation.stored(),
        allocation.complete(),
        allocation.full(),
        allocation.free(),
        left,
        endpoints(topology, observed),
        request.mode() == ReconcileMode.ACTIVE && isComplete(desired),
        remark(request, desired));
  }

  /**
   * A resource that will be replaced, or whose endpoint does not have the name of its service, is
   * of no use to a guest.
   */
  private static Observed usable(
      Observed current, Optional<Topology> topology, LifecycleRules rules) {
    return topology
        .flatMap(desired -> desired.find(current.key()))
        .filter(wanted -> current.is(State.READY) && isUnusable(wanted, current, rules))
        .map(_ -> current.with(State.PENDING, "being changed"))
        .orElse(current);
  }

  private static boolean isUnusable(Resource wanted, Observed current, LifecycleRules rules) {
    Set<Component> changed = Component.of(Difference.between(wanted, current.resource()));
    return !changed.isEmpty()
        && (changed.contains(VpcEndpoint.PRIVATE_DNS)
            || !(rules.change(wanted, current.resource(), changed) instanceof Change.InPlace));
  }

  private static List<String> endpoints(Optional<Topology> topology, Observation observed) {
    Stream<Resource> resources =
        topology
            .map(desired -> desired.resources().stream())
            .orElseGet(() -> observed.present().values().stream().map(Observed::resource));
    return resources
        .filter(resource -> resource instanceof VpcEndpoint endpoint && endpoint.privateDns())
        .map(resource -> resource.key().name())
        .sorted()
        .toList();
  }

  /**
   * If the facts of the spec are not known, existing subnets show the zones. Not one that is given
   * up: a guest would stand in it for ever.
   */
  private static SortedMap<String, String> zones(
      ReconcileRequest request, DesiredState desired, Observation observed) {
    if (desired instanceof DesiredState.Resolved resolved) {
      return resolved.facts().zones();
    }
    Facts recorded = RememberedFacts.read(request.status());
    SortedMap<String, String> zones = new TreeMap<>();
    for (String letter : ZoneLetters.ALL) {
      observed
          .find(ZoneLetters.workload(letter))
          .map(existing -> ((Subnet) existing.resource()).zone())
          .filter(zone -> !recorded.hasReplaced(letter, zone))
          .ifPresent(zone -> zones.put(letter, zone));
    }
    return zones;
  }

  /** The name of the environment, with the remark. */
  String describedAs(String name) {
    return remark.isEmpty() ? name : name + " (" + remark + ")";
  }

  /**
   * The route tables of a guest that the S3 endpoint has, with the name of the endpoint; empty if
   * the endpoint is not corrected now. AWS would remove a deleted table from it, but the endpoint
   * may be listed with the table for a while after that.
   *
   * @param name of the owner of the VPC
   * @param guest the UID of the guest
   */
  Map<Key, String> tablesInUse(String name, String guest) {
    Observed s3 = resources.get(SharedNetwork.S3.inHost());
    if (s3 == null || !corrects) {
      return Map.of();
    }
    String endpoint = SharedNetwork.S3 + " of the environment " + name;
    Map<Key, String> inUse = new HashMap<>();
    for (Ref table : ((VpcEndpoint) s3.resource()).tables()) {
      if (table instanceof Ref.ToKey(Key key)) {
        key.ofGuest(guest).ifPresent(own -> inUse.put(own, endpoint));
      }
    }
    return inUse;
  }

  private static String remark(ReconcileRequest request, DesiredState desired) {
    return switch (request.mode()) {
      case PAUSED, DELETING_PAUSED -> "which is paused: set its spec.paused to false";
      case REPORT, DELETING_REPORT ->
          "whose drift policy is Report: set its spec.drift.policy to Correct";
      case DELETING, DELETION_AWAITS_GUESTS, RETAINED -> "which is being deleted";
      case ACTIVE -> isComplete(desired) ? "" : "which is not Ready";
    };
  }

  private static boolean isComplete(DesiredState desired) {
    return desired instanceof DesiredState.Resolved resolved
        && resolved.unresolvedFacts().isEmpty();
  }
}
