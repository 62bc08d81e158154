package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CARRIED_AGAIN;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CLOSED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CUT;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_OPENED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_UNANSWERED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.HEARTBEAT_UNREACHABLE;
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

/** What cuts a control channel and what does not, and what new connections meet meanwhile. */
class ControlChannelTest {
  private static final Duration LONGEST_MEMORY = AgentTime.NAME_REMEMBERED.most();

  private final VirtualTime clock = new VirtualTime();
  private SimulatedAws aws;
  private BuiltEnvironment built;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    built = new BuiltEnvironment(aws, clock);
  }

  @AfterEach
  void stop() {
    built.close();
    aws.close();
  }

  private AgentHistory history(String instance) {
    return aws.agentHistory(instance).orElseThrow();
  }

  private List<AgentEvent> events(String instance, AgentEvent.Kind kind) {
    return history(instance).events(kind);
  }

  private String launched() {
    String instance = built.launch();
    built.pass(Duration.ofMinutes(3));
    assertThat(events(instance, CHANNEL_OPENED)).hasSize(1);
    return instance;
  }

  private List<String> endpoints() {
    return built.ec2.describeVpcEndpoints().vpcEndpoints().stream()
        .map(VpcEndpoint::vpcEndpointId)
        .toList();
  }

  @Test
  void privateDnsThatTakesOverLeavesTheOpenChannelOnItsOldWay() {
    built.elasticIp();
    String instance = launched();
    Instant before = clock.instant();
    built.privateEndpoints();
    built.pass(Duration.ofMinutes(20));

    assertThat(history(instance).wasReachable(before, clock.instant())).isTrue();
    assertThat(history(instance).outlooks().getLast().path())
        .hasValue(new Reachable(new NetworkPath.Endpoints()));
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    assertThat(events(instance, CHANNEL_OPENED)).hasSize(1);
    assertThat(history(instance).events().getLast().way()).hasValue(new NetworkPath.Endpoints());
  }

  @Test
  void endpointsThatRefuseCostHeartbeatsOnceTheNameIsForgottenAndNotTheChannel() {
    built.elasticIp();
    String instance = launched();
    String group = built.privateEndpoints();
    built.ec2.revokeSecurityGroupIngress(
        r -> r.groupId(group).ipPermissions(BuiltEnvironment.httpsFromVpc()));
    Instant created = clock.instant();
    built.pass(Duration.ofMinutes(30));

    UnreachablePeriod cutOff = history(instance).unreachable().getFirst();
    assertThat(cutOff.hop()).isEqualTo(Hop.ENDPOINT_INGRESS);
    assertThat(cutOff.from())
        .isBetween(created.plusSeconds(65), created.plusSeconds(180).plus(LONGEST_MEMORY));
    assertThat(events(instance, HEARTBEAT_UNREACHABLE)).isNotEmpty();
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    assertThat(built.ping()).isEqualTo("ConnectionLost");
    assertThat(built.connection(instance)).isEqualTo("connected");
  }

  @Test
  void endpointsThatAreDeletedWhileTheirNameIsRememberedLeaveAGap() {
    built.privateEndpoints();
    built.pass(Duration.ofMinutes(4));
    String instance = launched();
    built.elasticIp();
    Instant deleted = clock.instant();
    built.ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoints()));
    built.pass(Duration.ofMinutes(5));

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
        .isBetween(AgentTime.NAME_REMEMBERED.least(), LONGEST_MEMORY);
    assertThat(events(instance, CHANNEL_OPENED)).hasSize(2);
  }

  @Test
  void privateDnsThatIsTurnedOffAMinuteBeforeLeavesNone() {
    built.privateEndpoints();
    built.pass(Duration.ofMinutes(4));
    String instance = launched();
    built.elasticIp();
    endpoints()
        .forEach(
            id -> built.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(id).privateDnsEnabled(false)));
    built.pass(Duration.ofSeconds(61));
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    built.ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(endpoints()));
    built.pass(Duration.ofMinutes(5));

    assertThat(history(instance).unreachable()).isEmpty();
    assertThat(events(instance, CHANNEL_CUT)).hasSize(1);
  }

  @Test
  void theVpcsDnsAttributesChangeWhatNewConnectionsMeetWithinAMinute() {
    built.privateEndpoints();
    built.pass(Duration.ofMinutes(4));
    String instance = launched();
    Instant off = clock.instant();
    built.dns(true, false);
    built.pass(Duration.ofMinutes(10));

    UnreachablePeriod cutOff = history(instance).unreachable().getFirst();
    assertThat(cutOff.from())
        .isBetween(off.plus(AgentTime.NAME_REMEMBERED.least()), off.plus(LONGEST_MEMORY));
    assertThat(cutOff.hop()).isEqualTo(Hop.ROUTE);
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
  }

  @Test
  void whatEndedBetweenTwoOfTheAgentsCallsIsKnownToTheMoment() {
    String gateway = built.elasticIp();
    String instance = launched();
    built.pass(Duration.ofMillis(7_250));
    Instant broken = clock.instant();
    built.deleteDefaultRoute();
    built.pass(Duration.ofMillis(2_125));
    built.routeToGateway(built.workTable, gateway);
    Instant mended = clock.instant();
    built.pass(Duration.ofMinutes(10));

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
    assertThat(events(instance, CHANNEL_CARRIED_AGAIN))
        .extracting(AgentEvent::at)
        .containsExactly(mended);
    assertThat(events(instance, CHANNEL_CLOSED)).isEmpty();
  }

  @Test
  void anotherWayOutCutsTheChannelAtOnceAndNewConnectionsNever() {
    String gateway = built.elasticIp();
    String instance = launched();
    Instant before = clock.instant();
    String nat = built.natGatewayBehind(gateway);
    built.pass(Duration.ofMinutes(3));
    Instant switched = clock.instant();
    built.switchToNat(nat);
    built.pass(Duration.ofMinutes(3));

    AgentEvent cut = events(instance, CHANNEL_CUT).getFirst();
    assertThat(cut.at()).isEqualTo(switched);
    assertThat(cut.reason()).contains("leave by NAT gateway " + nat, "the Internet gateway with");
    assertThat(history(instance).wasReachable(before, clock.instant())).isTrue();
    Instant unanswered = events(instance, CHANNEL_UNANSWERED).getFirst().at();
    Instant closed = events(instance, CHANNEL_CLOSED).getFirst().at();
    assertThat(Duration.between(switched, closed)).isLessThan(Duration.ofMinutes(2));
    assertThat(Duration.between(unanswered, closed))
        .isBetween(AgentTime.CHANNEL_PONG.least(), AgentTime.CHANNEL_PONG.most());
    AgentEvent reopened = events(instance, CHANNEL_OPENED).getLast();
    assertThat(reopened.way().orElseThrow()).isInstanceOf(NetworkPath.NatGateway.class);
    assertThat(Duration.between(closed, reopened.at()))
        .isLessThanOrEqualTo(AgentTime.CHANNEL_OPENED.most());
  }

  @Test
  void rulesThatGoEndNewConnectionsOnly() {
    built.privateEndpoints();
    built.pass(Duration.ofMinutes(4));
    String instance = launched();
    built.ec2.revokeSecurityGroupEgress(r ->
        r.groupId(built.appGroup)
            .ipPermissions(p -> p.ipProtocol("-1").ipRanges(c -> c.cidrIp("0.0.0.0/0"))));
    built.pass(Duration.ofMinutes(30));

    assertThat(history(instance).unreachable().getFirst().hop()).isEqualTo(Hop.INSTANCE_EGRESS);
    assertThat(events(instance, CHANNEL_CUT)).isEmpty();
    assertThat(built.connection(instance)).isEqualTo("connected");
  }
}
