package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.VpcEndpoint;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Something that a spec needs, and that AWS offers in some availability zones only. */
public sealed interface ZoneNeed extends Comparable<ZoneNeed> {

  Comparator<ZoneNeed> ORDER = Comparator.comparing(ZoneNeed::text);

  /** For messages: {@code the instance type t3.micro}. */
  String text();

  /** Instances of a type. */
  record InstanceType(String name) implements ZoneNeed {
    @Override
    public String text() {
      return "the instance type " + name;
    }
  }

  /** Interface endpoints of a service, by its short name. */
  record EndpointService(String name) implements ZoneNeed {
    @Override
    public String text() {
      return "the endpoint service " + name;
    }
  }

  /** NAT gateways. */
  record NatGateways() implements ZoneNeed {
    @Override
    public String text() {
      return "NAT gateways";
    }
  }

  @Override
  default int compareTo(ZoneNeed other) {
    return ORDER.compare(this, other);
  }

  /** What a resource needs in its zones; empty if every zone has it. */
  static Optional<ZoneNeed> of(Resource resource) {
    return switch (resource) {
      case Instance instance -> Optional.of(new InstanceType(instance.type()));
      case NatGateway _ -> Optional.of(new NatGateways());
      case VpcEndpoint endpoint -> Optional.of(new EndpointService(endpoint.key().name()));
      default -> Optional.empty();
    };
  }

  /** What a spec needs in its zones. */
  static SortedSet<ZoneNeed> of(EnvironmentSpec spec) {
    NavigableSet<ZoneNeed> needs = new TreeSet<>();
    spec.instances().stream()
        .filter(group -> group.countOrDefault() > 0)
        .map(InstanceGroup::typeOrDefault)
        .map(InstanceType::new)
        .forEach(needs::add);
    if (spec.connectivity().pattern() == Pattern.NAT_GATEWAY) {
      needs.add(new NatGateways());
    }
    if (spec.connectivity().pattern() == Pattern.PRIVATE_ENDPOINTS) {
      EndpointServices.of(spec, Set.of(EndpointServices.EC2_MESSAGES)).stream()
          .map(EndpointService::new)
          .forEach(needs::add);
    }
    return needs;
  }
}
