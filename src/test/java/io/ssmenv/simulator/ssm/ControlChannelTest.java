package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_CLOSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_CUT;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_OPENED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_RESTORED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_UNANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.HEARTBEAT_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability.Hop;
import io.ssmenv.simulator.network.Reachability.Reachable;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Network changes that do or do not cut a control channel, and their effect on new connections. */
class ControlChannelTest {
  private static final Duration LONGEST_MEMORY = AgentDelay.NAME_REMEMBERED.max();

  private final VirtualTime clock = new VirtualTime();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private AgentHistory history(String instance) {
    return aws.agentHistory(instance).orElseThrow();
  }

  private List<AgentEvent> events(String instance, AgentEvent.Type kind) {
    return history(instance).events(kind);
  }

  private String launched() {
    String instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
    assertThat(events(instance, CHANNEL_OPENED)).hasSize(1);
    return instance;
  }

  private List<String> endpoints() {
    return fixture.ec2.describeVpcEndpoints().vpcEndpoints().stream()
        .map(VpcEndpoint::vpcEndpointId)
        .toList();
  }

  @Test
  void enablingPrivateDnsKeepsTheOpenChannelOnItsOldPath() {
    fixture.elasticIp();
    String instance = launched();
    Instant before = clock.instant();
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(20));

    assertThat(history(instance).wasReachable(before, clock.instant())).isTrue();
    assertThat(history(instance).reachability().getLast().path())
        .hasValue(new Reachable(new NetworkPath.Endpoints()));
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    assertThat(events(instance, CHANNEL_OPENED)).hasSize(1);
    assertThat(history(instance).events().getLast().path()).hasValue(new NetworkPath.Endpoints());
  }

  @Test
  void blockedEndpointsStopHeartbeatsAfterTheDnsCacheExpiresButKeepTheChannel() {
    fixture.elasticIp();
    String instance = launched();
    String group = fixture.privateEndpoints();
    fixture.ec2.revokeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(EnvironmentFixture.httpsFromVpc()));
    Instant created = clock.instant();
    fixture.pass(Duration.ofMinutes(30));

    UnreachablePeriod cutOff = history(instance).unreachable().getFirst();
    assertThat(cutOff.hop()).isEqualTo(Hop.ENDPOINT_INGRESS);
    assertThat(cutOff.from())
        .isBetween(created.plusSeconds(65), created.plusSeconds(180).plus(LONGEST_MEMORY));
    assertThat(events(instance, HEARTBEAT_UNREACHABLE)).isNotEmpty();
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    assertThat(fixture.ping()).isEqualTo("ConnectionLost");
    assertThat(fixture.connection(instance)).isEqualTo("connected");
  }

  @Test
  void deletingEndpointsWhileDnsIsCachedInterruptsConnections() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    String instance = launched();
    fixture.elasticIp();
    Instant deleted = clock.instant();
    fixture.ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoints()));
    fixture.pass(Duration.ofMinutes(5));

    assertThat(events(instance, CHANNEL_CUT))
        .singleElement()
        .satisfies(cut -> {
          assertThat(cut.at()).isEqualTo(deleted);
          assertThat(cut.hop()).hasValue(Hop.ENDPOINT);
          assertThat(cut.reason()).contains("deleting");
        });
    UnreachablePeriod gap = history(instance).unreachable().getFirst();
    assertThat(history(instance).unreachable()).hasSize(1);
    assertThat(gap.from()).isEqualTo(deleted);
    assertThat(gap.lasted(clock.instant()))
        .isBetween(AgentDelay.NAME_REMEMBERED.min(), LONGEST_MEMORY);
    assertThat(events(instance, CHANNEL_OPENED)).hasSize(2);
  }

  @Test
  void disablingPrivateDnsAMinuteBeforeInterruptsNothing() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    String instance = launched();
    fixture.elasticIp();
    endpoints()
        .forEach(
            id -> fixture.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).privateDnsEnabled(false)));
    fixture.pass(Duration.ofSeconds(61));
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    fixture.ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoints()));
    fixture.pass(Duration.ofMinutes(5));

    assertThat(history(instance).unreachable()).isEmpty();
    assertThat(events(instance, CHANNEL_CUT)).hasSize(1);
  }

  @Test
  void theVpcsDnsAttributesAffectNewConnectionsWithinAMinute() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    String instance = launched();
    Instant off = clock.instant();
    fixture.dns(true, false);
    fixture.pass(Duration.ofMinutes(10));

    UnreachablePeriod cutOff = history(instance).unreachable().getFirst();
    assertThat(cutOff.from())
        .isBetween(off.plus(AgentDelay.NAME_REMEMBERED.min()), off.plus(LONGEST_MEMORY));
    assertThat(cutOff.hop()).isEqualTo(Hop.ROUTE);
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
  }

  @Test
  void anInterruptionBetweenTwoCallsIsRecordedExactly() {
    String gateway = fixture.elasticIp();
    String instance = launched();
    fixture.pass(Duration.ofMillis(7_250));
    Instant broken = clock.instant();
    fixture.deleteDefaultRoute();
    fixture.pass(Duration.ofMillis(2_125));
    fixture.routeToGateway(fixture.workTable, gateway);
    Instant mended = clock.instant();
    fixture.pass(Duration.ofMinutes(10));

    assertThat(history(instance).unreachable())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.from()).isEqualTo(broken);
          assertThat(one.until()).hasValue(mended);
          assertThat(one.hop()).isEqualTo(Hop.ROUTE);
        });
    assertThat(history(instance).wasReachable(broken.minusSeconds(5), broken)).isTrue();
    assertThat(history(instance).wasReachable(broken, broken.plusMillis(1))).isFalse();
    assertThat(events(instance, CHANNEL_CUT)).extracting(AgentEvent::at).containsExactly(broken);
    assertThat(events(instance, CHANNEL_RESTORED))
        .extracting(AgentEvent::at)
        .containsExactly(mended);
    assertThat(events(instance, CHANNEL_CLOSED)).isEmpty();
  }

  @Test
  void anotherEgressPathCutsTheChannelButNotNewConnections() {
    String gateway = fixture.elasticIp();
    String instance = launched();
    Instant before = clock.instant();
    String nat = fixture.natGatewayBehind(gateway);
    fixture.pass(Duration.ofMinutes(3));
    Instant switched = clock.instant();
    fixture.switchToNat(nat);
    fixture.pass(Duration.ofMinutes(3));

    AgentEvent cut = events(instance, CHANNEL_CUT).getFirst();
    assertThat(cut.at()).isEqualTo(switched);
    assertThat(cut.reason()).contains("leave by NAT gateway " + nat, "the Internet gateway with");
    assertThat(history(instance).wasReachable(before, clock.instant())).isTrue();
    Instant unanswered = events(instance, CHANNEL_UNANSWERED).getFirst().at();
    Instant closed = events(instance, CHANNEL_CLOSED).getFirst().at();
    assertThat(Duration.between(switched, closed)).isLessThan(Duration.ofMinutes(2));
    assertThat(Duration.between(unanswered, closed))
        .isBetween(AgentDelay.CHANNEL_PONG.min(), AgentDelay.CHANNEL_PONG.max());
    AgentEvent reopened = events(instance, CHANNEL_OPENED).getLast();
    assertThat(reopened.path().orElseThrow()).isInstanceOf(NetworkPath.NatGateway.class);
    assertThat(Duration.between(closed, reopened.at()))
        .isLessThanOrEqualTo(AgentDelay.CHANNEL_OPENED.max());
  }

  @Test
  void removedRulesAffectOnlyNewConnections() {
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(4));
    String instance = launched();
    fixture.ec2.revokeSecurityGroupEgress(r ->
        r.groupId(fixture.appGroup)
            .ipPermissions(p -> p.ipProtocol("-1").ipRanges(c -> c.cidrIp("0.0.0.0/0"))));
    fixture.pass(Duration.ofMinutes(30));

    assertThat(history(instance).unreachable().getFirst().hop()).isEqualTo(Hop.INSTANCE_EGRESS);
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    assertThat(fixture.connection(instance)).isEqualTo("connected");
  }
}
