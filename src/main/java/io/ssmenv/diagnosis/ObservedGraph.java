package io.ssmenv.diagnosis;

import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The observed resources as a graph. The network of a guest is that of its host, whose resources
 * refer to each other by the keys that they have there.
 *
 * @param own the resources of the environment by their type
 * @param ofHost those of its host
 * @param addresses the associations of Elastic IPs by their interface
 */
record ObservedGraph(
    Observation observed,
    Map<Class<? extends Resource>, List<Observed>> own,
    Map<Class<? extends Resource>, List<Observed>> ofHost,
    Map<Ref, Observed> addresses) {

  static ObservedGraph of(Observation observed) {
    Map<Class<? extends Resource>, List<Observed>> own = byType(observed.present().values());
    Map<Ref, Observed> addresses = new HashMap<>();
    for (Observed one : own.getOrDefault(AddressAssociation.class, List.of())) {
      if (one.resource() instanceof AddressAssociation association) {
        addresses.putIfAbsent(association.networkInterface(), one);
      }
    }
    return new ObservedGraph(observed, own, byType(observed.external().values()), addresses);
  }

  private static Map<Class<? extends Resource>, List<Observed>> byType(
      Collection<Observed> resources) {
    return resources.stream().collect(Collectors.groupingBy(one -> one.resource().getClass()));
  }

  Lookup find(Key key) {
    Optional<Observed> found = observed.find(key);
    if (found.isPresent()) {
      return new Lookup.Found(key, found.get());
    }
    if (key.ofHost().isPresent() && observed.external().isEmpty()) {
      return new Lookup.Unread("The environment that owns the VPC has not been read");
    }
    return observed
        .unproven(key)
        .<Lookup>map(Lookup.Unread::new)
        .orElseGet(() -> new Lookup.Absent(key));
  }

  /**
   * @param from the key of the resource that refers
   */
  Lookup follow(Key from, Ref ref) {
    return switch (ref) {
      case Ref.ToKey(Key key) -> find(as(from, key));
      case Ref.ToId(String id) -> new Lookup.Outside(id);
      case Ref.NotShownYet _ -> new Lookup.Unread("AWS does not show it yet");
    };
  }

  /** The key by which the environment refers to what one of its resources, or its host's, names. */
  static Key as(Key from, Key key) {
    return from.ofHost().isPresent() && key.ofHost().isEmpty() ? key.inHost() : key;
  }

  /** The links of a type in the environment that has a resource. */
  <R extends Resource> Stream<R> links(Class<R> type, Key owner) {
    return (owner.ofHost().isPresent() ? ofHost : own)
        .getOrDefault(type, List.of()).stream().map(Observed::resource).map(type::cast);
  }

  /** The resources of a type in the environment. */
  Stream<Observed> own(Class<? extends Resource> type) {
    return own.getOrDefault(type, List.of()).stream();
  }

  /** The resources of a type in the environment and in its host. */
  Stream<Observed> all(Class<? extends Resource> type) {
    return Stream.concat(own(type), ofHost.getOrDefault(type, List.of()).stream());
  }

  /** The association of an Elastic IP with an interface. */
  Optional<Observed> address(Key networkInterface) {
    return Optional.ofNullable(addresses.get(Ref.to(networkInterface)));
  }

  /** The id of what is referred to, for messages. */
  String name(Key from, Ref ref) {
    return follow(from, ref) instanceof Lookup.Found(var _, Observed found)
        ? found.id()
        : ref.toString();
  }

  /** Why a type of resource was not read; empty if it was. */
  Optional<String> unread(Key key) {
    return key.ofHost().isPresent() ? Optional.empty() : observed.unproven(key);
  }
}
