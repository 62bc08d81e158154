package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.NetworkStatus;
import io.ssmenv.cloud.Owner;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The environments with which one shares a VPC, as Kubernetes knows them.
 *
 * @param host in whose VPC the environment stands; empty if it has its own, or if there is none of
 *     that name
 * @param guests that stand in the VPC of the environment, by name
 */
public record VpcPeers(Optional<Peer> host, List<Peer> guests) {

  /** The environment shares its VPC with nobody. */
  public static final VpcPeers NONE = new VpcPeers(Optional.empty(), List.of());

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
  }

  /**
   * Finds the environments with which one shares a VPC.
   *
   * @param status of the environment: a guest whose spec cannot be read is known from it
   * @param namespace all environments of the namespace
   */
  public static VpcPeers of(
      String name, EnvironmentSpec spec, EnvironmentStatus status, Collection<Peer> namespace) {
    Set<String> recorded =
        status.networkOrDefault().guests().stream()
            .map(NetworkStatus.Guest::uid)
            .collect(Collectors.toSet());
    return new VpcPeers(
        spec.networkOrDefault()
            .hostName()
            .flatMap(host -> namespace.stream().filter(one -> one.name().equals(host)).findFirst()),
        namespace.stream()
            .filter(one ->
                one.spec().isPresent()
                    ? one.hostName().equals(Optional.of(name))
                    : recorded.contains(one.owner().uid()))
            .sorted(Comparator.comparing(Peer::name))
            .toList());
  }
}
