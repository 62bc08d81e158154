package io.ssmenv.engine;

import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.NetworkNeeds;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.plan.Attempts;
import io.ssmenv.plan.DesiredPath;
import io.ssmenv.plan.LifecycleRules;
import io.ssmenv.plan.Plan;
import io.ssmenv.plan.PlanGates.Gate;
import io.ssmenv.state.AgentReachability;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.Subnet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an environment shows to the one in whose VPC it stands.
 *
 * @param environment the id in the tags of its resources
 * @param joins whether it wants subnets in the VPC
 * @param letters the zones of its subnets
 * @param needs what it needs of the network; empty if that is not known now
 * @param subnets the ranges of the subnets that it has, by letter
 * @param zones their availability zones, by letter
 * @param subnetsKnown whether it may have no others
 * @param tables its route tables, by key
 * @param unfinished what is left to do until it uses only the path that its spec asks for
 * @param agents open once its agents have answered over that path
 * @param running the running instances, by id
 * @param uses the resources of the network that something refers to, with the key of the latter
 * @param types of the resources that it has, each with the key of one
 * @param deleted whether its deletion has begun and nothing is left, nor can be under way
 */
record GuestView(
    String environment,
    boolean joins,
    SortedSet<String> letters,
    Optional<NetworkNeeds> needs,
    SortedMap<String, String> subnets,
    SortedMap<String, String> zones,
    boolean subnetsKnown,
    SortedMap<Key, Observed> tables,
    Optional<String> unfinished,
    Gate agents,
    SortedMap<String, Key> running,
    Map<Key, Key> uses,
    Map<Class<? extends Resource>, Key> types,
    boolean deleted) {

  GuestView {
    uses = ImmutableCopy.of(uses);
    types = ImmutableCopy.of(types);
  }

  /** Whether nothing of it is in the VPC. */
  boolean isEmpty() {
    return types.isEmpty() && subnetsKnown;
  }

  /** Whether it has deleted everything, as the removal of its finalizer requires. */
  boolean hasDeletedAll() {
    return deleted && isEmpty();
  }

  static GuestView of(
      ReconcileRequest request,
      DesiredState desired,
      Observation observed,
      Plan plan,
      Remembered remembered,
      LifecycleRules rules,
      boolean idle) {
    SortedSet<String> letters = letters(request, observed);
    SortedMap<String, String> subnets = new TreeMap<>();
    SortedMap<String, String> zones = new TreeMap<>();
    SortedMap<Key, Observed> tables = new TreeMap<>();
    SortedMap<String, Key> running = new TreeMap<>();
    Map<Key, Key> uses = new HashMap<>();
    Map<Class<? extends Resource>, Key> types = new HashMap<>();
    for (Observed current : new TreeMap<>(observed.present()).values()) {
      types.putIfAbsent(current.resource().getClass(), current.key());
      for (Ref ref : current.resource().refs()) {
        if (ref instanceof Ref.ToKey(Key key)) {
          key.ofHost().ifPresent(used -> uses.putIfAbsent(used, current.key()));
        }
      }
      switch (current.resource()) {
        case Subnet subnet -> {
          subnets.put(ZoneLetters.letter(subnet.key()), subnet.cidr());
          zones.put(ZoneLetters.letter(subnet.key()), subnet.zone());
        }
        case RouteTable table when current.is(State.READY) && isDesired(table.key(), desired) ->
            tables.put(table.key(), current);
        case Instance instance when current.is(State.READY) && instance.running() ->
            running.put(current.id(), current.key());
        default -> {}
      }
    }
    return new GuestView(
        request.owner().environment(),
        joins(desired),
        letters,
        needs(desired, observed),
        subnets,
        zones,
        subnetsKnown(observed),
        tables,
        unfinished(desired, observed, plan, rules),
        agents(request, desired, observed, remembered),
        running,
        uses,
        types,
        desired instanceof DesiredState.Deleted && idle && observed.provenEmpty());
  }

  /** The host must not give S3 to a table that the guest is about to delete. */
  private static boolean isDesired(Key key, DesiredState desired) {
    return !(desired instanceof DesiredState.Resolved resolved)
        || resolved.topology().contains(key);
  }

  /** Not if one may be missing, nor if somebody has edited the tags of one. */
  static boolean subnetsKnown(Observation observed) {
    return !observed.unlisted().containsKey(Subnet.class)
        && Stream.concat(
                observed.missing().keySet().stream(), observed.mislabeled().keySet().stream())
            .noneMatch(key -> key.type().equals(Resource.typeName(Subnet.class)));
  }

  /** An environment whose spec or facts are wrong is not begun. */
  private static boolean joins(DesiredState desired) {
    return switch (desired) {
      case DesiredState.Resolved _ -> true;
      case DesiredState.AwaitingHost _ -> true;
      case DesiredState.HostRefused _ -> true; // Because the VPC is full, among others.
      case DesiredState.ResolvingFacts _ -> true;
      case DesiredState.Adopting _ -> true;
      case DesiredState.FactFailed _ -> false;
      case DesiredState.SpecRefused _ -> false;
      case DesiredState.VpcNotShared _ -> false;
      case DesiredState.VpcUnsuitable _ -> false;
      case DesiredState.Unobserved _ -> false;
      case DesiredState.Deleted _ -> false;
    };
  }

  static SortedSet<String> letters(ReconcileRequest request, Observation observed) {
    SortedSet<String> letters = new TreeSet<>(ZoneLetters.needed(request.spec(), List.of()));
    for (String letter : ZoneLetters.ALL) {
      if (observed.find(ZoneLetters.workload(letter)).isPresent()) {
        letters.add(letter);
      }
    }
    return letters;
  }

  private static Optional<NetworkNeeds> needs(DesiredState desired, Observation observed) {
    if (desired instanceof DesiredState.Resolved resolved) {
      Set<Key> undecided =
          resolved.unresolvedFacts().stream()
              .flatMap(fact -> fact.keys().stream())
              .filter(key -> observed.find(key.inHost()).isEmpty())
              .collect(Collectors.toSet());
      return Optional.of(NetworkNeeds.of(resolved.topology(), undecided));
    }
    return observed.present().isEmpty() && observed.missing().isEmpty()
        ? Optional.of(NetworkNeeds.NONE)
        : Optional.empty();
  }

  private static Optional<String> unfinished(
      DesiredState desired, Observation observed, Plan plan, LifecycleRules rules) {
    return switch (desired) {
      case DesiredState.Resolved resolved ->
          new DesiredPath(rules, resolved.topology(), observed, Attempts.NONE).unfinished(plan);
      case DesiredState.Deleted _ -> Optional.empty();
      case DesiredState.Unresolved _ ->
          observed.present().isEmpty() ? Optional.empty() : Optional.of("its problem to be solved");
    };
  }

  private static Gate agents(
      ReconcileRequest request, DesiredState desired, Observation observed, Remembered remembered) {
    return desired instanceof DesiredState.Resolved
        ? AgentReachability.gate(request.instances(), observed, remembered.path())
        : Gate.OPEN;
  }
}
