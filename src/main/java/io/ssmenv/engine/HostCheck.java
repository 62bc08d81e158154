package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import java.util.Optional;

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
    Optional<String> other = peer.hostName();
    if (other.filter(request.name()::equals).isPresent()) {
      return Optional.of(
          "The environments %s and %s name each other in spec.network.environment, so neither has a VPC. Create one of them again with a VPC of its own"
              .formatted(request.name(), name()));
    }
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

  String readingMessage() {
    return "Reading the network of the environment " + name() + ", in whose VPC this one stands";
  }
}
