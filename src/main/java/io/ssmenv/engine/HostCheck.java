package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether the environment that a guest names has a VPC for it. */
record HostCheck(ReconcileRequest request) {

  private String name() {
    return request.spec().networkOrDefault().hostName().orElseThrow();
  }

  /** Why it is not known what that environment is. */
  Optional<String> unreadable(VpcPeers.Peer peer) {
    return peer.spec().isPresent()
        ? Optional.empty()
        : Optional.of(
            "This version of the operator cannot read the spec of the environment "
                + name()
                + ", in whose VPC this one stands. Correct that spec; until then nothing is written");
  }

  /** Why no environment can stand in the VPC of that one. */
  Optional<String> unusable(VpcPeers.Peer peer) {
    List<String> circle = request.peers().circle();
    if (!circle.isEmpty()) {
      return Optional.of(circle(circle));
    }
    Optional<String> other = peer.hostName();
    if (other.isPresent()) {
      return Optional.of(
          "The environment %1$s has no VPC of its own, but stands in that of %2$s. Create this environment again with spec.network.environment.name: %2$s"
              .formatted(name(), other.get()));
    }
    EnvironmentSpec spec = peer.spec().orElseThrow();
    if (spec.networkOrDefault().existingVpc().isPresent()) {
      return Optional.of(
          "The environment %s has no VPC of its own, but stands in one that exists. Create this environment again with that VPC in spec.network.existing"
              .formatted(name()));
    }
    String region = spec.region();
    if (!region.equals(request.spec().region())) {
      return Optional.of(
          "The VPC of the environment %s is in %s, but spec.region is %s. Create this environment again in %2$s, or with a VPC of its own"
              .formatted(name(), region, request.spec().region()));
    }
    return Optional.empty();
  }

  private static String circle(List<String> names) {
    int last = names.size() - 1;
    String all = String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    String links =
        IntStream.rangeClosed(0, last)
            .mapToObj(i -> names.get(i) + " names " + names.get((i + 1) % names.size()))
            .collect(Collectors.joining(", "));
    return last == 1
        ? "The environments %s name each other in spec.network.environment, so neither has a VPC. Create one of them again with a VPC of its own"
            .formatted(all)
        : "The environments %s name each other in a circle in spec.network.environment (%s), so none of them has a VPC. Create one of them again with a VPC of its own"
            .formatted(all, links);
  }

  String readingMessage() {
    return "Reading the network of the environment %1$s, in whose VPC this one stands. If that lasts, the conditions of %1$s say why"
        .formatted(name());
  }
}
