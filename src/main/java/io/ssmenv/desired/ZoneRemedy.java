package io.ssmenv.desired;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Something that a user can set if an availability zone lacks what an environment needs. */
public sealed interface ZoneRemedy {

  /** The continuation of a sentence, without an uppercase letter and a period. */
  String text();

  /** Instances of another type. */
  record OtherType() implements ZoneRemedy {
    @Override
    public String text() {
      return "set another type in spec.instances";
    }
  }

  /** No endpoints of services that the agents do not need. */
  record WithoutServices(SortedSet<String> services) implements ZoneRemedy {
    public WithoutServices {
      services = Collections.unmodifiableSortedSet(new TreeSet<>(services));
    }

    @Override
    public String text() {
      return "remove %s from spec.connectivity.endpoints.additional"
          .formatted(String.join(" and ", services));
    }
  }

  /** Another connectivity pattern. */
  record OtherPattern() implements ZoneRemedy {
    @Override
    public String text() {
      return "set another pattern in spec.connectivity.pattern";
    }
  }

  /** Another connectivity pattern of the environments in the VPC that need what is lacking. */
  record OtherPatternOf(List<String> environments) implements ZoneRemedy {
    public OtherPatternOf {
      environments = List.copyOf(environments);
    }

    @Override
    public String text() {
      return "set another pattern in spec.connectivity.pattern of the environment%s %s"
          .formatted(environments.size() == 1 ? "" : "s", String.join(", ", environments));
    }
  }

  /** Fewer zones: as many as those in which the environment stands, or can stand. */
  record FewerZones(int zones) implements ZoneRemedy {
    @Override
    public String text() {
      return "set spec.network.availabilityZones: " + zones;
    }
  }

  /** Fewer zones than those in which the environment stands, which it cannot leave. */
  record AgainInFewerZones(int zones) implements ZoneRemedy {
    @Override
    public String text() {
      return "create this environment again with spec.network.availabilityZones: " + zones;
    }
  }

  /** Other zones, where the environment decides on them: they are immutable. */
  record AgainInOtherZones() implements ZoneRemedy {
    @Override
    public String text() {
      return "create this environment again with other zones in spec.network.zones";
    }
  }

  /** Other subnets of somebody else: they are immutable. */
  record AgainInOtherSubnets() implements ZoneRemedy {
    @Override
    public String text() {
      return "create this environment again with other subnets in spec.network.existing.subnetIds";
    }
  }

  /** The zones of another VPC: a guest has those of its host. */
  record AgainInOtherVpc() implements ZoneRemedy {
    @Override
    public String text() {
      return "create this environment again in the VPC of an environment with other zones or with a VPC of its own";
    }
  }

  /** What makes an environment need something else. */
  static Stream<ZoneRemedy> without(Collection<ZoneNeed> lacking) {
    boolean type = lacking.stream().anyMatch(ZoneNeed.InstanceType.class::isInstance);
    SortedSet<String> services =
        lacking.stream()
            .flatMap(need ->
                need instanceof ZoneNeed.EndpointService(String name)
                        && EndpointServices.isAdditional(name)
                    ? Stream.of(name)
                    : Stream.of())
            .collect(Collectors.toCollection(TreeSet::new));
    boolean pattern =
        lacking.stream()
            .anyMatch(need ->
                switch (need) {
                  case ZoneNeed.InstanceType _ -> false;
                  case ZoneNeed.EndpointService(String name) ->
                      !EndpointServices.isAdditional(name);
                  case ZoneNeed.NatGateways _ -> true;
                });
    return Stream.of(
            type ? Stream.of(new OtherType()) : Stream.<ZoneRemedy>of(),
            services.isEmpty() ? Stream.<ZoneRemedy>of() : Stream.of(new WithoutServices(services)),
            pattern ? Stream.of(new OtherPattern()) : Stream.<ZoneRemedy>of())
        .flatMap(remedies -> remedies);
  }
}
