package io.ssmenv.graph;

import io.ssmenv.topology.InVpc;
import io.ssmenv.topology.InternetGateway;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The resources of all environments in a VPC, which refer to each other by keys or by ids. */
final class VpcElements {

  /** A resource of an environment. */
  record Element(EnvironmentState owner, Observed observed) {

    /** Unique among the environments of a VPC. */
    String node() {
      return owner.uid() + " " + observed.key();
    }

    <R extends Resource> Optional<R> as(Class<R> type) {
      return Optional.of(observed.resource()).filter(type::isInstance).map(type::cast);
    }
  }

  private final List<EnvironmentState> states;
  private final Map<String, Element> byAwsId = new HashMap<>();

  /**
   * @param states the owner of the VPC first
   */
  VpcElements(List<EnvironmentState> states) {
    this.states = List.copyOf(states);
    states.forEach(state ->
        state.drawn().present().values().stream()
            .filter(one -> one.resource() instanceof InVpc || isReferredTo(one.resource()))
            .forEach(one -> byAwsId.put(one.id(), new Element(state, one))));
  }

  /** Links have the ids of their parents, and nobody refers to them. */
  private static boolean isReferredTo(Resource resource) {
    return resource instanceof NatGateway
        || resource instanceof InternetGateway
        || resource instanceof NetworkInterface;
  }

  List<EnvironmentState> states() {
    return states;
  }

  /** All resources of a type, by environment and then by key. */
  List<Element> all(Class<? extends Resource> type) {
    List<Element> all = new ArrayList<>();
    states.forEach(state ->
        state.drawn().present().values().stream()
            .filter(one -> type.isInstance(one.resource()))
            .sorted(Comparator.comparing(Observed::key))
            .forEach(one -> all.add(new Element(state, one))));
    return all;
  }

  /** What an environment refers to, if it is a resource of one of the environments. */
  Optional<Element> find(EnvironmentState from, Ref ref) {
    return switch (ref) {
      case Ref.ToKey(Key key) -> find(from, key);
      case Ref.ToId(String id) -> Optional.ofNullable(byAwsId.get(id));
      case Ref.NotShownYet _ -> Optional.empty();
    };
  }

  Optional<Element> find(EnvironmentState from, Key key) {
    Optional<Key> ofHost = key.ofHost();
    if (ofHost.isPresent()) {
      return in(states.getFirst(), ofHost.get());
    }
    return states.stream()
        .flatMap(guest -> key.ofGuest(guest.uid()).flatMap(own -> in(guest, own)).stream())
        .findFirst()
        .or(() -> in(from, key));
  }

  private static Optional<Element> in(EnvironmentState owner, Key key) {
    return Optional.ofNullable(owner.drawn().present().get(key))
        .map(observed -> new Element(owner, observed));
  }
}
