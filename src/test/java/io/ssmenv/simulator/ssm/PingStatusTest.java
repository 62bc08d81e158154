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

/** Networks and roles built through the SDK, and the ping status that they lead to. */
class PingStatusTest {
  private static final Duration REGISTERED = Duration.ofMinutes(3);
  private static final Duration LOST = AgentTime.LOST_AFTER.most();
  private static final Duration BACK = AgentTimes.HEARTBEAT;

  private SimulatedAws aws;
  private BuiltEnvironment built;

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    built = new BuiltEnvironment(aws, clock);
  }

  @AfterEach
  void stop() {
    built.close();
    aws.close();
  }

  @Test
  void behindAnAddressOfItsOwnItFollowsItsDefaultRoute() {
    String gateway = built.elasticIp();
    built.launch();
    assertThat(built.ping()).isEqualTo("absent");
    built.pass(REGISTERED);
    assertThat(built.ping()).isEqualTo("Online");

    built.deleteDefaultRoute();
    assertThat(built.ping()).isEqualTo("Online");
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");

    built.routeToGateway(built.workTable, gateway);
    built.pass(BACK);
    assertThat(built.ping()).isEqualTo("Online");
  }

  @Test
  void behindANatGatewayItFollowsThatGatewaysLife() {
    String nat = built.natGateway();
    built.pass(Duration.ofMinutes(3));
    built.launch();
    built.pass(REGISTERED);
    assertThat(built.ping()).isEqualTo("Online");

    built.ec2.deleteNatGateway(r -> r.natGatewayId(nat));
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");
  }

  @Test
  void withPrivateEndpointsItFollowsTheirGroupAndTheVpcsDns() {
    String group = built.privateEndpoints();
    built.pass(Duration.ofMinutes(4));
    built.launch();
    built.pass(REGISTERED);
    assertThat(built.ping()).isEqualTo("Online");

    built.ec2.revokeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(BuiltEnvironment.httpsFromVpc()));
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");
    built.ec2.authorizeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(BuiltEnvironment.httpsFromVpc()));
    built.pass(BACK);
    assertThat(built.ping()).isEqualTo("Online");

    built.dns(true, false);
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");
  }

  @Test
  void itFollowsTheNetworkAclOfItsSubnet() {
    built.elasticIp();
    built.launch();
    built.pass(REGISTERED);
    String acl =
        built
            .ec2
            .describeNetworkAcls(
                r -> r.filters(f -> f.name("association.subnet-id").values(built.workSubnet)))
            .networkAcls()
            .getFirst()
            .networkAclId();

    built.ec2.createNetworkAclEntry(r ->
        r.networkAclId(acl)
            .egress(false)
            .ruleNumber(1)
            .protocol("6")
            .ruleAction("deny")
            .cidrBlock("0.0.0.0/0")
            .portRange(p -> p.from(1024).to(65_535)));
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");
    built.ec2.deleteNetworkAclEntry(r -> r.networkAclId(acl).egress(false).ruleNumber(1));
    built.pass(BACK);
    assertThat(built.ping()).isEqualTo("Online");
  }

  @Test
  void itFollowsItsRolesPermissions() {
    built.elasticIp();
    built.launch();
    built.pass(REGISTERED);

    built.iam.detachRolePolicy(r -> r.roleName("app").policyArn(BuiltEnvironment.CORE));
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");
    built.iam.attachRolePolicy(r -> r.roleName("app").policyArn(BuiltEnvironment.CORE));
    built.pass(BACK);
    assertThat(built.ping()).isEqualTo("Online");
  }

  @Test
  void withoutPermissionItIsNeverHeardOf() {
    built.elasticIp();
    built.iam.detachRolePolicy(r -> r.roleName("app").policyArn(BuiltEnvironment.CORE));
    built.launch();
    built.pass(Duration.ofHours(1));

    assertThat(built.ping()).isEqualTo("absent");
  }

  @Test
  void launchedBeforeItsWayItSleepsAlthoughTheWayIsThere() {
    built.launch();
    built.pass(REGISTERED);
    built.elasticIp();
    built.pass(Duration.ofMinutes(1));
    assertThat(built.ping()).isEqualTo("absent");

    built.pass(Duration.ofMinutes(5));
    assertThat(built.ping()).isEqualTo("Online");
  }

  @Test
  void stoppedAndTerminatedInstancesAreLeftOut() {
    built.elasticIp();
    String instance = built.launch();
    built.pass(REGISTERED);

    built.ec2.stopInstances(r -> r.instanceIds(instance));
    built.pass(Duration.ofMinutes(1));
    assertThat(built.ping()).isEqualTo("absent");
    built.ec2.startInstances(r -> r.instanceIds(instance));
    built.pass(REGISTERED);
    assertThat(built.ping()).isEqualTo("Online");
    built.ec2.terminateInstances(r -> r.instanceIds(instance));
    built.pass(Duration.ofMinutes(1));
    assertThat(built.ping()).isEqualTo("absent");
  }

  @Test
  void theConnectionStatusTellsOfABreakWithinTwoMinutes() {
    String gateway = built.elasticIp();
    String instance = built.launch();
    assertThat(built.connection(instance)).isEqualTo("notconnected");
    built.pass(REGISTERED);
    assertThat(built.connection(instance)).isEqualTo("connected");

    built.deleteDefaultRoute();
    built.pass(Duration.ofMinutes(2));
    assertThat(built.connection(instance)).isEqualTo("notconnected");
    built.routeToGateway(built.workTable, gateway);
    built.pass(Duration.ofMinutes(3));
    assertThat(built.connection(instance)).isEqualTo("connected");
  }

  @Test
  void aChangeOfTheWayOutCutsTheConnectionButNotTheHeartbeat() {
    String gateway = built.elasticIp();
    String instance = built.launch();
    built.pass(REGISTERED);
    String nat = built.natGatewayBehind(gateway);
    built.pass(Duration.ofMinutes(3));
    built.switchToNat(nat);

    built.pass(Duration.ofSeconds(130));

    assertThat(aws.agentHistory(instance).orElseThrow().events(AgentEvent.Kind.CHANNEL_CLOSED))
        .hasSize(1);
    assertThat(built.connection(instance)).isEqualTo("connected");
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("Online");
  }

  @Test
  void losingItsAddressItLosesItsConnection() {
    built.elasticIp();
    built.launch();
    built.pass(REGISTERED);

    String association =
        built
            .ec2
            .describeNetworkInterfaces(r -> r.networkInterfaceIds(built.networkInterface))
            .networkInterfaces()
            .stream()
            .map(NetworkInterface::association)
            .findFirst()
            .orElseThrow()
            .associationId();
    built.ec2.disassociateAddress(r -> r.associationId(association));
    built.pass(LOST);
    assertThat(built.ping()).isEqualTo("ConnectionLost");
  }
}
