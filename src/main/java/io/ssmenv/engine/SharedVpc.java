package io.ssmenv.engine;

import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.SpecDefaults;
import io.ssmenv.desired.UnplacedZones;
import io.ssmenv.desired.VpcPlacement;
import io.ssmenv.desired.VpcZones;
import io.ssmenv.desired.ZoneRequirements;
import io.ssmenv.desired.ZonesInUse;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.plan.GuestGates;
import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.state.AgentReachability;
import io.ssmenv.state.PathHistory;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The VPC of an environment in one reconcile, with what the others in it have shown last.
 *
 * @param host of the environment in whose VPC this one stands; empty if it has not shown itself
 * @param foreign what is known of the VPC of somebody else in which the environment stands
 * @param guests the environments that stand in the VPC of this one
 */
record SharedVpc(
    ReconcileRequest request,
    Optional<HostView> host,
    List<VpcGuest> guests,
    ForeignVpcReading foreign) {

  SharedVpc {
    guests = List.copyOf(guests);
  }

  /** The same with a spec that leaves nothing open. */
  SharedVpc completed(ReconcileRequest completed, ForeignVpcReading known) {
    return new SharedVpc(completed, host, guests, known);
  }

  /** The names of the guests that have something in the VPC. */
  List<String> guestsInPlace() {
    return guests.stream().filter(VpcGuest::isInPlace).map(guest -> guest.peer().name()).toList();
  }

  /** The ids of the running instances of the guests. */
  Stream<String> guestInstances() {
    return guests.stream()
        .flatMap(guest -> guest.view().stream())
        .flatMap(view -> view.running().keySet().stream());
  }

  /** The resources of others to which this environment may refer. */
  Map<Key, Observed> external() {
    Map<Key, Observed> external = new HashMap<>();
    host.ifPresent(view -> external.putAll(view.resources()));
    guests.forEach(guest ->
        guest
            .view()
            .ifPresent(view ->
                view.tables()
                    .forEach((key, table) -> external.put(key.inGuest(guest.uid()), table))));
    return external;
  }

  /** What the environments of the VPC have to do with its zones: the host selects them for all. */
  VpcZones zones(SpecDefaults defaults, Observation observed) {
    if (foreignPlacement().isPresent()) {
      return foreignPlacement().get().zones();
    }
    if (request.isGuest()) {
      return VpcZones.inHost(request.spec(), guestPlacement(observed).zones());
    }
    ZoneRequirements requirements = ZoneRequirements.of(request.spec());
    ZonesInUse inUse = ZonesInUse.NONE;
    for (VpcGuest guest : guests) {
      inUse = guest.addTo(inUse);
      if (guest.isAccepted()) {
        requirements = requirements.withGuest(defaults.complete(guest.peer().spec().orElseThrow()));
      }
    }
    return new VpcZones(requirements, inUse, new TreeMap<>(), new TreeMap<>());
  }

  VpcPlacement placement(SpecDefaults defaults, Observation observed) {
    return foreignPlacement()
        .map(ForeignPlacement::placement)
        .orElseGet(() ->
            request.isGuest() ? guestPlacement(observed).placement() : own(defaults, observed));
  }

  private VpcPlacement.Own own(SpecDefaults defaults, Observation observed) {
    NetworkNeeds needs =
        guests.stream()
            .map(guest -> guest.needs(defaults, observed))
            .reduce(NetworkNeeds.NONE, NetworkNeeds::plus);
    SortedMap<Key, String> tables = new TreeMap<>();
    guests.stream()
        .filter(guest -> guest.usesS3(defaults, observed))
        .forEach(guest ->
            guest
                .view()
                .ifPresent(view ->
                    view.tables()
                        .keySet()
                        .forEach(key ->
                            tables.put(
                                key.inGuest(guest.uid()),
                                key + " of the environment " + guest.peer().name()))));
    return new VpcPlacement.Own(needs, tables, keptS3Tables(observed));
  }

  /** As long as a guest has not shown its tables, any of the S3 endpoint may be its own. */
  private SortedSet<Ref> keptS3Tables(Observation observed) {
    TreeSet<Ref> kept = new TreeSet<>();
    if (guests.stream().anyMatch(guest -> guest.view().isEmpty())) {
      observed
          .find(SharedNetwork.S3)
          .map(current -> (VpcEndpoint) current.resource())
          .ifPresent(endpoint ->
              endpoint.tables().stream().filter(Ref.ToId.class::isInstance).forEach(kept::add));
    }
    return kept;
  }

  /**
   * What delays the removal of parts of the network.
   *
   * @param path of the environment that owns the VPC
   */
  GuestGates gates(PathHistory path, Observation observed) {
    return gates(
        gate(guests.stream().flatMap(guest -> unanswered(guest, path, observed).stream())));
  }

  /** The same without what only time shows: in which order the environments of the VPC change. */
  GuestGates order() {
    return gates(Gate.OPEN);
  }

  private GuestGates gates(Gate release) {
    if (guests.isEmpty()) {
      String name = request.spec().networkOrDefault().hostName().orElse("");
      return GuestGates.ofGuest(
          host.map(view -> view.tablesInUse(name, request.owner().uid())).orElse(Map.of()));
    }
    Map<Key, String> uses = new HashMap<>();
    Map<Class<? extends Resource>, String> types = new HashMap<>();
    guests.forEach(guest ->
        guest
            .view()
            .ifPresent(view -> {
              view.uses().forEach((key, user) -> uses.putIfAbsent(key, named(user, guest)));
              view.types().forEach((type, key) -> types.putIfAbsent(type, named(key, guest)));
            }));
    return new GuestGates(
        SharedNetwork::contains,
        gate(guests.stream().flatMap(guest -> unfinished(guest).stream())),
        release,
        uses,
        types,
        Map.of());
  }

  private static Gate gate(Stream<String> messages) {
    return messages.findFirst().map(message -> new Gate(false, message)).orElse(Gate.OPEN);
  }

  private static String named(Key key, VpcGuest guest) {
    return key + " of the environment " + guest.peer().name();
  }

  private static Optional<String> unfinished(VpcGuest guest) {
    return guest.view().isEmpty()
        ? Optional.of("the environment " + guest.peer().name() + " to be read")
        : guest
            .view()
            .flatMap(GuestView::unfinished)
            .map(message -> message + ", for the environment " + guest.peer().name());
  }

  private static Optional<String> unanswered(
      VpcGuest guest, PathHistory path, Observation observed) {
    Optional<Instant> since = path.used().map(used -> used.plus(Timing.DNS_PROPAGATION));
    return guest
        .view()
        .flatMap(view ->
            Optional.of(view.agents())
                .filter(gate -> !gate.open())
                .map(Gate::message)
                .or(() -> since.flatMap(time -> silent(view, observed, time))))
        .map(message -> message + ", for the environment " + guest.peer().name());
  }

  private static Optional<String> silent(GuestView view, Observation observed, Instant since) {
    return view.running().entrySet().stream()
        .flatMap(instance ->
            AgentReachability.unanswered(
                instance.getValue(), instance.getKey(), observed.pings(), since)
                .stream())
        .findFirst();
  }

  private GuestPlacement guestPlacement(Observation observed) {
    return new GuestPlacement(request, host, observed);
  }

  private Optional<ForeignPlacement> foreignPlacement() {
    return request
        .spec()
        .networkOrDefault()
        .existingVpc()
        .map(where -> new ForeignPlacement(request, where, foreign));
  }

  /** Why an environment in the VPC of another one, or of somebody else, cannot begin or go on. */
  Optional<DesiredState.Unresolved> obstacle(Observation observed) {
    return request.isGuest()
        ? guestPlacement(observed).obstacle()
        : foreignPlacement().flatMap(placement -> placement.obstacle(observed));
  }

  /** The zones for which that VPC has no place, if the environment stands in others already. */
  Optional<UnplacedZones> unplacedZones(Observation observed) {
    return request.isGuest()
        ? guestPlacement(observed).unplacedZones()
        : foreignPlacement().flatMap(placement -> placement.unplacedZones(observed));
  }

  /** The same for the first zones of the environment only. */
  SharedVpc inZones(int count) {
    return new SharedVpc(request.inZones(count), host, guests, foreign);
  }
}
