package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.HostEnvironment;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Network;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroup;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which resources an environment has that owns a shared VPC, and which one that is a guest. */
class VpcPlacementTest {

  private static final Facts FACTS =
      Facts.of(
          List.of("eu-west-1a"),
          Map.of(
              SpecDefaults.PUBLISHED.getLast().image().source(),
              new Facts.Image("ami-1", "/dev/xvda")),
          Set.of("ec2messages"),
          Optional.of("pl-1"));
  private static final Key ROUTE = Key.of("route", "workload-a/0.0.0.0/0");

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void aGuestHasNothingOfTheNetwork(Pattern pattern) {
    Topology guest = guest(pattern);

    assertThat(guest.resources()).noneMatch(one -> SharedNetwork.contains(one.key()));
    assertThat(guest.externals()).containsKey(SharedNetwork.VPC.inHost());
    assertThat(((Subnet) guest.find(Key.of("subnet", "workload-a")).orElseThrow()).cidr())
        .isEqualTo("10.20.192.0/24");
    assertThat(guest.all(SecurityGroup.class).getFirst().name())
        .as("unique in the VPC")
        .isNotEqualTo(own(pattern, NetworkNeeds.NONE).all(SecurityGroup.class).getFirst().name());
  }

  @Test
  void aGuestRefersToWhatItUses() {
    assertThat(((Route) guest(Pattern.NAT_GATEWAY).find(ROUTE).orElseThrow()).target())
        .isEqualTo(Ref.to(Key.of("natgateway", "a").inHost()));
    assertThat(((Route) guest(Pattern.ELASTIC_IP).find(ROUTE).orElseThrow()).target())
        .isEqualTo(Ref.to(Key.of("internetgateway").inHost()));
    Topology isolated = guest(Pattern.PRIVATE_ENDPOINTS);
    assertThat(isolated.find(ROUTE)).as("no way to the Internet").isEmpty();
    assertThat(isolated.externals())
        .containsKeys(
            Key.of("vpcendpoint", "ssm").inHost(), Key.of("vpcendpoint", "ssmmessages").inHost());
    assertThat(isolated.externals().get(SharedNetwork.VPC.inHost()))
        .isEqualTo("vpc of the environment public");
  }

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void theNetworkIsTheUnionOfWhatAllNeed(Pattern pattern) {
    Set<Key> alone = keys(own(pattern, NetworkNeeds.NONE));
    for (Pattern other : Pattern.values()) {
      Set<Key> shared = keys(own(pattern, needs(other)));

      assertThat(shared).containsAll(alone);
      assertThat(shared)
          .containsAll(
              keys(own(other, NetworkNeeds.NONE)).stream()
                  .filter(SharedNetwork::contains)
                  .toList());
    }
  }

  @Test
  void theWorkloadOfTheOwnerKeepsItsOwnWay() {
    Topology shared = own(Pattern.ELASTIC_IP, needs(Pattern.NAT_GATEWAY));

    assertThat(((Route) shared.find(ROUTE).orElseThrow()).target())
        .isEqualTo(Ref.to(Key.of("internetgateway")));
    assertThat(own(Pattern.PRIVATE_ENDPOINTS, needs(Pattern.NAT_GATEWAY)).find(ROUTE))
        .as("a private instance reaches no Internet in a VPC with an Internet gateway")
        .isEmpty();
  }

  @Test
  void theS3EndpointHasTheTablesOfThoseWhoUseItAndThoseThatNobodyHasShownYet() {
    Key table = Key.of("routetable", "workload-a").inGuest("uid-2");
    Topology shared =
        build(
            spec(Pattern.ELASTIC_IP, null),
            new VpcPlacement.Own(
                needs(Pattern.PRIVATE_ENDPOINTS),
                new TreeMap<>(Map.of(table, "routetable/workload-a of the environment nat")),
                new TreeSet<>(List.of(Ref.id("rtb-9")))));

    assertThat(((VpcEndpoint) shared.find(SharedNetwork.S3).orElseThrow()).tables())
        .containsExactlyInAnyOrder(Ref.to(table), Ref.id("rtb-9"));
  }

  @Test
  void needsThatAreNotKnownKeepWhatExistsAndBuildNothing() {
    assertThat(needs(Pattern.NAT_GATEWAY).within(Observation.NOTHING)).isEqualTo(NetworkNeeds.NONE);
    assertThat(NetworkNeeds.existing(Observation.NOTHING)).isEqualTo(NetworkNeeds.NONE);
  }

  private static Set<Key> keys(Topology topology) {
    return Set.copyOf(topology.resources().stream().map(one -> one.key()).toList());
  }

  private static NetworkNeeds needs(Pattern pattern) {
    return NetworkNeeds.of(spec(pattern, null), List.of("a"), Set.of("ec2messages"));
  }

  private static Topology own(Pattern pattern, NetworkNeeds guests) {
    return build(
        spec(pattern, null), new VpcPlacement.Own(guests, new TreeMap<>(), new TreeSet<>()));
  }

  private static Topology guest(Pattern pattern) {
    return build(
        spec(pattern, new Network(null, null, null, new HostEnvironment("public"), null)),
        new VpcPlacement.InHost("public", new TreeMap<>(Map.of("a", "10.20.192.0/24"))));
  }

  private static Topology build(EnvironmentSpec spec, VpcPlacement placement) {
    return new TopologyBuilder().build("c", "u", "reports", spec, FACTS, placement);
  }

  private static EnvironmentSpec spec(Pattern pattern, @Nullable Network network) {
    return SpecDefaults.PUBLISHED
        .getLast()
        .complete(
            new EnvironmentSpec(
                "eu-west-1",
                new Connectivity(pattern, null),
                network,
                List.of(new InstanceGroup("app", 1, null, null, null)),
                null,
                null,
                null,
                null,
                null));
  }
}
