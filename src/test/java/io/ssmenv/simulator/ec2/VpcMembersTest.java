package io.ssmenv.simulator.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.RegionalState.RegionKey;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.network.Cidr;
import io.ssmenv.testing.Simulations;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The VPCs that a change of a resource affects. */
class VpcMembersTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Ec2State state =
      new Ec2State(
          Simulation.of(Simulations.options()), new RegionKey("111122223333", "eu-west-1"));
  private final VpcMembers members = state.members();

  @BeforeEach
  void twoVpcs() {
    for (String id : Set.of("vpc-a", "vpc-b")) {
      Cidr cidr = Cidr.parse("10.0.0.0/16").orElseThrow();
      state
          .vpcs()
          .add(new SimulatedVpc(id, cidr, "available", true, false, "default", Map.of()), NOW);
    }
    assertThat(members.takeChanged()).containsExactlyInAnyOrder("vpc-a", "vpc-b");
  }

  private void networkInterface(String id, String vpcId) {
    state
        .interfaces()
        .add(
            new SimulatedNetworkInterface(
                id,
                vpcId,
                "subnet-1",
                "10.0.0.4",
                SimulatedNetworkInterface.PLAIN,
                "available",
                new SimulatedNetworkInterface.Settings("", Set.of(), true),
                Optional.empty(),
                Optional.empty(),
                Map.of()),
            NOW);
  }

  @Test
  void aChangeIsReportedOnceAndForItsVpcOnly() {
    state.vpcs().update("vpc-a", NOW, vpc -> vpc.withDns(true, true));

    assertThat(members.takeChanged()).containsExactly("vpc-a");
    assertThat(members.takeChanged()).isEmpty();
  }

  @Test
  void aMoveChangesBothVpcs() {
    SimulatedInternetGateway gateway =
        new SimulatedInternetGateway("igw-1", Optional.of("vpc-a"), Map.of());
    state.internetGateways().add(gateway, NOW);
    members.takeChanged();
    state.internetGateways().update("igw-1", NOW, igw -> igw.attachedTo("vpc-b"));

    assertThat(members.takeChanged()).containsExactlyInAnyOrder("vpc-a", "vpc-b");
    assertThat(members.of("vpc-a", ResourceIdType.INTERNET_GATEWAY)).isEmpty();
    assertThat(members.of("vpc-b", ResourceIdType.INTERNET_GATEWAY)).containsExactly("igw-1");
    state.internetGateways().update("igw-1", NOW, SimulatedInternetGateway::detached);
    assertThat(members.takeChanged()).containsExactly("vpc-b");
  }

  @Test
  void anAddressBelongsToTheVpcOfItsInterfaceWhileItIsAssociated() {
    networkInterface("eni-1", "vpc-a");
    state
        .addresses()
        .add(
            new SimulatedAddress(
                "eipalloc-1", "203.0.113.7", Optional.empty(), Optional.empty(), Map.of()),
            NOW);
    members.takeChanged();
    SimulatedAddress.Association on =
        new SimulatedAddress.Association("eipassoc-1", "eni-1", "10.0.0.4");
    state.addresses().update("eipalloc-1", NOW, address -> address.with(on));
    assertThat(members.takeChanged()).containsExactly("vpc-a");

    state.disassociate(state.addresses().get("eipalloc-1").orElseThrow(), NOW);
    assertThat(members.takeChanged()).containsExactly("vpc-a");
    assertThat(members.of("vpc-a", ResourceIdType.ADDRESS)).isEmpty();
  }

  @Test
  void aRuleBelongsToItsGroupsVpcEvenIfTheGroupIsRemovedFirst() {
    state.groups().add(new SimulatedSecurityGroup("sg-1", "vpc-a", "app", "app", Map.of()), NOW);
    SimulatedSecurityGroupRule.Match match =
        new SimulatedSecurityGroupRule.Match(
            "tcp", 443, 443, SimulatedSecurityGroupRule.PeerType.CIDR_IPV4, "0.0.0.0/0");
    state
        .rules()
        .addPart(
            new SimulatedSecurityGroupRule(
                "sgr-1", "sg-1", true, match, Optional.empty(), Map.of()),
            NOW);
    assertThat(members.of("vpc-a", ResourceIdType.SECURITY_GROUP_RULE)).containsExactly("sgr-1");
    state.groups().remove("sg-1", NOW);
    members.takeChanged();
    state.rules().remove("sgr-1", NOW);

    assertThat(members.takeChanged()).containsExactly("vpc-a");
    assertThat(members.of("vpc-a", ResourceIdType.SECURITY_GROUP_RULE)).isEmpty();
  }
}
