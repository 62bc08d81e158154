package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import java.util.List;
import java.util.Optional;

/** The instance and its network interface: where the packets of an agent begin. */
record InstanceHops(Evidence evidence, ObservedGraph graph, String name) {

  /** Of the instance, and of its status checks once it runs. */
  List<Hop> instance() {
    Hop state = state();
    return state.verdict() instanceof Verdict.Ok
        ? List.of(state, new StatusCheckHops(evidence).of(state.resource()))
        : List.of(state);
  }

  private Hop state() {
    return switch (graph.find(Instance.key(name))) {
      case Lookup.Found(var _, Observed found) -> instance(found);
      case Lookup.Unread(String why) -> Hop.unknown(Place.INSTANCE, name, why);
      case Lookup.Absent _, Lookup.Outside _ ->
          Hop.unknown(Place.INSTANCE, name, name + " is not launched yet");
    };
  }

  private Hop instance(Observed found) {
    String id = found.id();
    boolean running =
        found.is(State.READY)
            && found.resource() instanceof Instance instance
            && instance.running();
    return running
        ? Hop.ok(Place.INSTANCE, id, id + " is running")
        : found.is(State.PENDING)
            ? Hop.unknown(Place.INSTANCE, id, id + " is starting")
            : Hop.broken(
                Place.INSTANCE,
                id,
                "%s is %s".formatted(id, found.awsState()),
                evidence.remedy("Start it"));
  }

  /** Where the packets begin; empty if that is not known. */
  Optional<Workplace> workplace() {
    return graph.find(key()) instanceof Lookup.Found(Key key, Observed found)
            && found.resource() instanceof NetworkInterface known
        ? subnet(key, known.subnet())
            .map(subnet -> new Workplace(key, found.id(), known.groups(), subnet))
        : Optional.empty();
  }

  private Optional<SubnetPlace> subnet(Key from, Ref ref) {
    return switch (graph.follow(from, ref)) {
      case Lookup.Found(Key key, Observed found) -> SubnetPlace.of(key, found);
      case Lookup.Outside(String id) ->
          evidence
              .foreign()
              .flatMap(vpc -> vpc.subnet(id))
              .map(subnet -> new SubnetPlace(Optional.empty(), id, subnet.cidr()));
      case Lookup.Absent _, Lookup.Unread _ -> Optional.empty();
    };
  }

  /** Of the interface. */
  List<Hop> networkInterface() {
    return switch (graph.find(key())) {
      case Lookup.Found(var _, Observed found) -> List.of(attachment(found));
      case Lookup.Unread(String why) ->
          List.of(Hop.unknown(Place.NETWORK_INTERFACE, key().value(), why));
      case Lookup.Absent _, Lookup.Outside _ -> absent();
    };
  }

  /** An instance that is not launched yet may lack it. */
  private List<Hop> absent() {
    return graph.find(Instance.key(name)) instanceof Lookup.Found
        ? List.of(
            Hop.broken(
                Place.NETWORK_INTERFACE,
                key().value(),
                "The interface " + key() + " does not exist",
                evidence.remedy("Replace the instance")))
        : List.of();
  }

  private Hop attachment(Observed found) {
    Optional<Ref> attached =
        graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed instance)
                && instance.resource() instanceof Instance known
            ? Optional.of(known.networkInterface())
            : Optional.empty();
    if (attached.filter(Ref.ToId.class::isInstance).isPresent()) {
      return Hop.suspect(
          Place.NETWORK_INTERFACE,
          found.id(),
          "%s uses the interface %s instead of %s".formatted(name, attached.get(), found.id()),
          evidence.remedy("Replace the instance"));
    }
    String where = workplace().map(work -> work.subnet().id()).orElse("a subnet that was not read");
    return workplace().isPresent()
        ? Hop.ok(Place.NETWORK_INTERFACE, found.id(), "%s is in %s".formatted(found.id(), where))
        : Hop.unknown(
            Place.NETWORK_INTERFACE, found.id(), "%s is in %s".formatted(found.id(), where));
  }

  private Key key() {
    return Key.of("networkinterface", name);
  }
}
