package io.ssmenv.status;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.execute.Progress;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A resource that AWS does not create or change, for the messages about it. It does not change with
 * each attempt.
 *
 * @param zones in which it failed, if that matters
 * @param lacking what these zones do not offer; empty if that is not the reason
 * @param undecided whether another zone may still take the place of that one
 */
public record ResourceFailure(
    Key key, CloudError error, List<String> zones, Optional<ZoneNeed> lacking, boolean undecided) {

  public ResourceFailure {
    zones = List.copyOf(zones);
  }

  /**
   * The resource of a failed step.
   *
   * @param topology that is desired; empty if there is none
   * @param undecided the keys of those whose zone may still be given up
   */
  public static ResourceFailure of(
      Progress.Failure failure, Optional<Topology> topology, Set<Key> undecided) {
    Optional<Resource> resource =
        failure.error() instanceof CloudError.ZoneUnsupported
            ? topology.flatMap(desired -> desired.find(failure.key()))
            : Optional.empty();
    return new ResourceFailure(
        failure.key(),
        failure.error(),
        // AWS does not always name the zone that does not serve.
        resource.stream()
            .flatMap(one -> topology.stream().flatMap(desired -> zones(desired, one)))
            .toList(),
        resource.flatMap(ZoneNeed::of),
        undecided.contains(failure.key()));
  }

  private static Stream<String> zones(Topology topology, Resource resource) {
    return resource.refs().stream()
        .filter(Ref.ToKey.class::isInstance)
        .flatMap(ref -> topology.find(((Ref.ToKey) ref).key()).stream())
        .flatMap(one ->
            switch (one) {
              case Subnet subnet -> Stream.of(subnet.zone());
              case NetworkInterface network -> zones(topology, network);
              default -> Stream.of();
            })
        .distinct()
        .sorted();
  }
}
