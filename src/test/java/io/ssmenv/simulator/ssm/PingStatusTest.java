package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** The ping status that results from networks and roles built through the SDK. */
class PingStatusTest {
  private static final Duration REGISTERED = Duration.ofMinutes(3);
  private static final Duration LOST = AgentDelay.LOST_AFTER.max();
  private static final Duration BACK = AgentDelays.HEARTBEAT;

  private SimulatedAws aws;
  private EnvironmentFixture fixture;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  @Test
  void withAnElasticIpTheStatusFollowsTheDefaultRoute() {
    String gateway = fixture.elasticIp();
    fixture.launch();
    assertThat(fixture.ping()).isEqualTo("absent");
    fixture.pass(REGISTERED);
    assertThat(fixture.ping()).isEqualTo("Online");

    fixture.deleteDefaultRoute();
    assertThat(fixture.ping()).isEqualTo("Online");
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");

    fixture.routeToGateway(fixture.workTable, gateway);
    fixture.pass(BACK);
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void behindANatGatewayTheStatusFollowsTheGateway() {
    String nat = fixture.natGateway();
    fixture.pass(Duration.ofMinutes(3));
    fixture.launch();
    fixture.pass(REGISTERED);
    assertThat(fixture.ping()).isEqualTo("Online");

    fixture.ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
  }

  @Test
  void withPrivateEndpointsTheStatusFollowsTheirGroupAndTheVpcsDns() {
    String group = fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    fixture.launch();
    fixture.pass(REGISTERED);
    assertThat(fixture.ping()).isEqualTo("Online");

    fixture.ec2.revokeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(EnvironmentFixture.httpsFromVpc()));
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
    fixture.ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(EnvironmentFixture.httpsFromVpc()));
    fixture.pass(BACK);
    assertThat(fixture.ping()).isEqualTo("Online");

    fixture.dns(true, false);
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
  }

  @Test
  void theStatusFollowsTheNetworkAclOfTheSubnet() {
    fixture.elasticIp();
    fixture.launch();
    fixture.pass(REGISTERED);
    String acl =
        fixture
            .ec2
            .describeNetworkAcls(
                r -> r.filters(f -> f.name("association.subnet-id").values(fixture.workSubnet)))
            .networkAcls()
            .getFirst()
            .networkAclId();

    fixture.ec2.createNetworkAclEntry(r ->
        r.networkAclId(acl)
            .egress(false)
            .ruleNumber(1)
            .protocol("6")
            .ruleAction("deny")
            .cidrBlock("0.0.0.0/0")
            .portRange(p -> p.from(1024).to(65_535)));
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
    fixture.ec2.deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(false).ruleNumber(1));
    fixture.pass(BACK);
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void theStatusFollowsThePermissionsOfTheRole() {
    fixture.elasticIp();
    fixture.launch();
    fixture.pass(REGISTERED);

    fixture.iam.detachRolePolicy(r -> r.roleName("app").policyArn(EnvironmentFixture.CORE));
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
    fixture.iam.attachRolePolicy(r -> r.roleName("app").policyArn(EnvironmentFixture.CORE));
    fixture.pass(BACK);
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void withoutPermissionTheInstanceDoesNotRegister() {
    fixture.elasticIp();
    fixture.iam.detachRolePolicy(r -> r.roleName("app").policyArn(EnvironmentFixture.CORE));
    fixture.launch();
    fixture.pass(Duration.ofHours(1));

    assertThat(fixture.ping()).isEqualTo("absent");
  }

  @Test
  void launchedBeforeItsPathTheAgentBacksOffAlthoughThePathExists() {
    fixture.launch();
    fixture.pass(REGISTERED);
    fixture.elasticIp();
    fixture.pass(Duration.ofMinutes(1));
    assertThat(fixture.ping()).isEqualTo("absent");

    fixture.pass(Duration.ofMinutes(5));
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void stoppedAndTerminatedInstancesAreNotListed() {
    fixture.elasticIp();
    String instance = fixture.launch();
    fixture.pass(REGISTERED);

    fixture.ec2.stopInstances(r -> r.instanceIds(instance));
    fixture.pass(Duration.ofMinutes(1));
    assertThat(fixture.ping()).isEqualTo("absent");
    fixture.ec2.startInstances(r -> r.instanceIds(instance));
    fixture.pass(REGISTERED);
    assertThat(fixture.ping()).isEqualTo("Online");
    fixture.ec2.terminateInstances(r -> r.instanceIds(instance));
    fixture.pass(Duration.ofMinutes(1));
    assertThat(fixture.ping()).isEqualTo("absent");
  }

  @Test
  void theConnectionStatusChangesWithinTwoMinutesAfterAnInterruption() {
    String gateway = fixture.elasticIp();
    String instance = fixture.launch();
    assertThat(fixture.connection(instance)).isEqualTo("notconnected");
    fixture.pass(REGISTERED);
    assertThat(fixture.connection(instance)).isEqualTo("connected");

    fixture.deleteDefaultRoute();
    fixture.pass(Duration.ofMinutes(2));
    assertThat(fixture.connection(instance)).isEqualTo("notconnected");
    fixture.routeToGateway(fixture.workTable, gateway);
    fixture.pass(Duration.ofMinutes(3));
    assertThat(fixture.connection(instance)).isEqualTo("connected");
  }

  @Test
  void aChangeOfTheEgressPathCutsTheConnectionButNotTheHeartbeat() {
    String gateway = fixture.elasticIp();
    String instance = fixture.launch();
    fixture.pass(REGISTERED);
    String nat = fixture.natGatewayBehind(gateway);
    fixture.pass(Duration.ofMinutes(3));
    fixture.switchToNat(nat);

    fixture.pass(Duration.ofSeconds(130));

    assertThat(aws.agentHistory(instance).orElseThrow().events(AgentEvent.Type.CHANNEL_CLOSED))
        .hasSize(1);
    assertThat(fixture.connection(instance)).isEqualTo("connected");
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("Online");
  }

  @Test
  void withoutItsAddressTheInstanceLosesItsConnection() {
    fixture.elasticIp();
    fixture.launch();
    fixture.pass(REGISTERED);

    String association =
        fixture
            .ec2
            .describeNetworkInterfaces(r -> r.networkInterfaceIds(fixture.networkInterface))
            .networkInterfaces()
            .stream()
            .map(NetworkInterface::association)
            .findFirst()
            .orElseThrow()
            .associationId();
    fixture.ec2.disassociateAddress(r -> r.associationId(association));
    fixture.pass(LOST);
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
  }
}
