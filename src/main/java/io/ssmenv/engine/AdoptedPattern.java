package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.status.Messages;
import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.VpcEndpoint;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The connectivity pattern of resources that are taken over: an adoption interrupts nothing. */
final class AdoptedPattern {

  private AdoptedPattern() {}

  /** Why the spec does not match the resources, and what to do; empty if it does. */
  static Optional<String> other(EnvironmentSpec spec, Observation observed) {
    Set<Pattern> patterns = EnumSet.noneOf(Pattern.class);
    observed.present().values().stream()
        .map(Observed::resource)
        .forEach(resource -> pattern(resource).ifPresent(patterns::add));
    if (patterns.isEmpty() && has(observed, Instance.class)) {
      patterns.add(Pattern.PRIVATE_ENDPOINTS); // Those of a host, or of somebody else.
      if (!has(observed, RouteTable.class)) {
        patterns.add(Pattern.NAT_GATEWAY); // In existing subnets.
      }
    }
    Pattern wanted = spec.connectivity().pattern();
    return patterns.isEmpty() || patterns.contains(wanted)
        ? Optional.empty()
        : Optional.of(
            "The resources have the connectivity pattern %s. Set spec.connectivity.pattern to it; it can be changed after the adoption"
                .formatted(String.join(" or ", patterns.stream().map(Messages::name).toList())));
  }

  private static boolean has(Observation observed, Class<? extends Resource> type) {
    return observed.present().values().stream().map(Observed::resource).anyMatch(type::isInstance);
  }

  private static Optional<Pattern> pattern(Resource resource) {
    return switch (resource) {
      case NatGateway _ -> Optional.of(Pattern.NAT_GATEWAY);
      case VpcEndpoint endpoint when endpoint.type() == VpcEndpoint.Type.INTERFACE ->
          Optional.of(Pattern.PRIVATE_ENDPOINTS);
      case AddressAssociation _ -> Optional.of(Pattern.ELASTIC_IP);
      case Route route when leadsToNatGateway(route) -> Optional.of(Pattern.NAT_GATEWAY);
      default -> Optional.empty();
    };
  }

  /** The gateway of a guest is that of its host, which may have taken it back. */
  private static boolean leadsToNatGateway(Route route) {
    return route.target() instanceof Ref.ToKey(Key key)
        ? key.ofHost().orElse(key).type().equals(Resource.typeName(NatGateway.class))
        : route.destination().equals(Route.DEFAULT);
  }
}
