package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.GuestRanges;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuestPlacementTest {

  private static final Key SUBNET = ZoneLetters.workload("a");
  private static final Observed VPC =
      new Observed(
          new Vpc(SharedNetwork.VPC, "10.20.0.0/16", true, true, Tags.NONE),
          "vpc-2",
          State.READY,
          "available");

  @Test
  void aSubnetThatExistsKeepsItsRange() {
    GuestPlacement placement =
        placement(
            view("10.20.200.0/24", Map.of(SharedNetwork.VPC.inHost(), VPC)),
            inVpc(Ref.to(SharedNetwork.VPC.inHost())));

    assertThat(placement.obstacle()).isEmpty();
    assertThat(placement.placement().subnets()).containsExactly(Map.entry("a", "10.20.192.0/24"));
  }

  @Test
  void aHostOfTheSameNameWithAnotherVpcIsRefused() {
    GuestPlacement placement =
        placement(
            view("10.20.192.0/24", Map.of(SharedNetwork.VPC.inHost(), VPC)),
            inVpc(Ref.id("vpc-1")));

    assertThat(placement.obstacle())
        .contains(
            new DesiredState.HostRefused(
                "This environment stands in vpc-1, but the VPC of the environment public is vpc-2"
                    + " now. Delete this environment, and create it again"));
  }

  @Test
  void aHostWhoseVpcIsNotThereIsAwaited() {
    GuestPlacement placement = placement(view("10.20.192.0/24", Map.of()), inVpc(Ref.id("vpc-1")));

    assertThat(placement.obstacle())
        .contains(
            new DesiredState.AwaitingHost(
                "This environment stands in vpc-1, and the environment public has no VPC. Waiting"
                    + " until it has one"));
  }

  private static GuestPlacement placement(HostView view, Observation observed) {
    EnvironmentSpec spec = StoredEnvironment.parseSpec(SharedVpcTest.guest("NatGateway"));
    VpcPeers.Peer host =
        new VpcPeers.Peer(
            new Owner("c", "uid-2", "lab/public"),
            "public",
            Optional.of(StoredEnvironment.parseSpec(EngineScenario.spec("ElasticIp"))),
            false,
            true);
    ReconcileRequest request =
        new ReconcileRequest(
            new Owner("c", "uid-1", "lab/guest"),
            "guest",
            1,
            spec,
            EnvironmentStatus.none(),
            false,
            true,
            false,
            Instant.EPOCH,
            new VpcPeers(Optional.of(host), List.of()));
    return new GuestPlacement(request, Optional.of(view), observed);
  }

  private static HostView view(String range, Map<Key, Observed> resources) {
    return new HostView(
        "10.20.0.0/16",
        new TreeMap<>(Map.of("a", "eu-west-1a")),
        resources,
        new GuestRanges(new TreeMap<>(Map.of(new GuestRanges.Subnet("uid-1", "a"), range))),
        true,
        Set.of(),
        0,
        List.of(),
        List.of(),
        true,
        "");
  }

  private static Observation inVpc(Ref vpc) {
    Subnet subnet = new Subnet(SUBNET, vpc, "10.20.192.0/24", "eu-west-1a", Tags.NONE);
    return new Observation(
        "1",
        Map.of(SUBNET, new Observed(subnet, "subnet-1", State.READY, "available")),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new Pings.Known(Map.of()));
  }
}
