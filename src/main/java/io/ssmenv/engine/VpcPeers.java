package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Owner;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environments with which one shares a VPC, as Kubernetes knows them.
 *
 * @param host in whose VPC the environment stands; empty if it has its own, or if there is none of
 *     that name
 * @param guests that stand in the VPC of the environment, by name
 * @param circle the names of environments that name each other as their host, so that neither this
 *     one nor its host has a VPC; in that order, and empty if there is no such circle
 * @param dependants the guests of its guests, and so on, which have to know of a circle
 */
public record VpcPeers(
    Optional<Peer> host, List<Peer> guests, List<String> circle, List<Owner> dependants) {

  /** The environment shares its VPC with nobody. */
  public static final VpcPeers NONE =
      new VpcPeers(Optional.empty(), List.of(), List.of(), List.of());

  /**
   * An environment.
   *
   * @param name without the namespace
   * @param spec empty if this version of the operator cannot read it
   * @param begun whether its status shows something in AWS
   */
  public record Peer(
      Owner owner, String name, Optional<EnvironmentSpec> spec, boolean deleting, boolean begun) {

    Optional<String> hostName() {
      return spec.flatMap(known -> known.networkOrDefault().hostName());
    }
  }

  public VpcPeers {
    guests = List.copyOf(guests);
    circle = List.copyOf(circle);
    dependants = List.copyOf(dependants);
  }

  /**
   * Finds the environments with which one shares a VPC.
   *
   * @param status of the environment: a guest whose spec cannot be read is known from it
   * @param namespace all environments of the namespace, or at least those that the environment
   *     names, or that name it, also by way of others
   */
  public static VpcPeers of(
      String name, EnvironmentSpec spec, EnvironmentStatus status, Collection<Peer> namespace) {
    Set<String> recorded =
        status.networkOrDefault().guests().stream()
            .map(NetworkStatus.Guest::uid)
            .collect(Collectors.toSet());
    Optional<String> hostName = spec.networkOrDefault().hostName();
    return new VpcPeers(
        hostName.flatMap(
            host -> namespace.stream().filter(one -> one.name().equals(host)).findFirst()),
        namespace.stream()
            .filter(one ->
                one.spec().isPresent()
                    ? one.hostName().equals(Optional.of(name))
                    : recorded.contains(one.owner().uid()))
            .sorted(Comparator.comparing(Peer::name))
            .toList(),
        circle(name, hostName, namespace),
        dependants(name, namespace));
  }

  private static List<String> circle(
      String name, Optional<String> hostName, Collection<Peer> namespace) {
    Map<String, String> hosts = new HashMap<>();
    namespace.forEach(one -> one.hostName().ifPresent(host -> hosts.put(one.name(), host)));
    Set<String> passed = new LinkedHashSet<>(List.of(name));
    Optional<String> next = hostName;
    while (next.isPresent() && passed.add(next.get())) {
      next = Optional.ofNullable(hosts.get(next.get()));
    }
    List<String> names = List.copyOf(passed);
    return next.map(again -> names.subList(names.indexOf(again), names.size())).orElse(List.of());
  }

  private static List<Owner> dependants(String name, Collection<Peer> namespace) {
    Map<String, List<Peer>> guests =
        namespace.stream()
            .filter(one -> one.hostName().isPresent())
            .collect(Collectors.groupingBy(one -> one.hostName().orElseThrow()));
    Map<String, Owner> found = new LinkedHashMap<>();
    Deque<String> hosts = new ArrayDeque<>(List.of(name));
    while (!hosts.isEmpty()) {
      for (Peer guest : guests.getOrDefault(hosts.remove(), List.of())) {
        if (found.put(guest.name(), guest.owner()) == null) {
          hosts.add(guest.name());
        }
      }
    }
    found.remove(name);
    return List.copyOf(found.values());
  }
}
