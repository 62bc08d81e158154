package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a connectivity pattern promises for the egress of an instance: any of some addresses, any
 * address at all, or none.
 *
 * @param text as a status shows it
 */
public record ExpectedEgress(String text) {

  /** The NAT gateways are those of somebody else. */
  private static final ExpectedEgress ANY = new ExpectedEgress("any");

  private static final ExpectedEgress NOTHING = new ExpectedEgress(Egress.NONE);
  private static final String SEPARATOR = ",";

  /**
   * Returns what an instance with a network interface may expect; empty while its address is not
   * known.
   */
  static Function<Key, Optional<ExpectedEgress>> of(EnvironmentSpec spec, Observation observed) {
    return switch (spec.connectivity().pattern()) {
      case ELASTIC_IP -> {
        Egress egress = new Egress(observed);
        yield networkInterface -> egress.elasticIp(networkInterface).map(ExpectedEgress::new);
      }
      case NAT_GATEWAY -> {
        Optional<ExpectedEgress> same =
            spec.networkOrDefault().existingVpc().isPresent()
                ? Optional.of(ANY)
                : natGateways(observed);
        yield _ -> same;
      }
      case PRIVATE_ENDPOINTS -> _ -> Optional.of(NOTHING);
    };
  }

  /** In a shared VPC, they are those of the host. */
  private static Optional<ExpectedEgress> natGateways(Observation observed) {
    return Stream.of(observed.present(), observed.external())
        .map(Map::values)
        .flatMap(Collection::stream)
        .filter(one -> one.resource() instanceof NatGateway)
        .flatMap(one -> one.detail(Observed.PUBLIC_IP).stream())
        .distinct()
        .sorted()
        .reduce((all, next) -> all + SEPARATOR + next)
        .map(ExpectedEgress::new);
  }

  /** Whether what was observed is what a status expects. */
  public static boolean matches(String expected, String observed) {
    if (expected.equals(Egress.NONE) || observed.equals(Egress.NONE)) {
      return expected.equals(observed);
    }
    return expected.equals(ANY.text()) || addresses(expected).contains(observed);
  }

  private static Set<String> addresses(String expected) {
    return Stream.of(expected.split(SEPARATOR)).collect(ImmutableCopy.toSet());
  }
}
