package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ping;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first hop that stops an agent is the one that is named. */
class AgentPathTest {

  static List<AgentPathFault> faults() {
    return AgentPathFault.ALL;
  }

  private static String first(ObservedEnvironment environment) {
    return environment.path().firstBroken().map(hop -> hop.verdict().why()).orElse("nothing");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedAndEndsWhenItIsMended(AgentPathFault fault) {
    ObservedEnvironment healthy = ObservedEnvironment.of(fault.pattern());
    assertThat(first(healthy)).isEqualTo("nothing");
    assertThat(first(fault.of().apply(healthy))).isEqualTo(fault.sentence());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void ofTwoFaultsTheFirstOnTheWayIsNamed(AgentPathFault fault) {
    ObservedEnvironment healthy = ObservedEnvironment.of(fault.pattern());
    for (AgentPathFault later : AgentPathFault.ALL) {
      if (later.pattern().equals(fault.pattern()) && later.rank() > fault.rank()) {
        assertThat(first(fault.of().apply(later.of().apply(healthy))))
            .as(later.toString())
            .isEqualTo(fault.sentence());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void whatWasNotReadIsUnknown(String pattern) {
    ObservedEnvironment blind =
        ObservedEnvironment.of(pattern).unread(SecurityGroupRule.class, "AWS does not answer");
    AgentPath path = blind.path();
    assertThat(path.firstBroken()).isEmpty();
    assertThat(path.hops())
        .filteredOn(hop -> hop.place() == Place.SECURITY_GROUP)
        .isNotEmpty()
        .allSatisfy(
            hop -> assertThat(hop.verdict()).isEqualTo(new Verdict.Unknown("AWS does not answer")));
    assertThat(path.hops())
        .filteredOn(hop -> hop.place().isControl())
        .filteredOn(hop -> hop.place() != Place.SERVICE_NAME || !pattern.equals("PrivateEndpoints"))
        .isNotEmpty()
        .allMatch(hop -> hop.verdict() instanceof Verdict.Unknown);
  }

  @Test
  void anAgentIsOnlineByItsLastPing() {
    Ping ping =
        new Ping(Ping.ONLINE, Optional.of(ObservedEnvironment.NOW.minusSeconds(250)), "3.3.1");
    assertThat(ObservedEnvironment.of("ElasticIp").with(ping).path().hops().getLast())
        .extracting(hop -> hop.verdict().why())
        .isEqualTo("The agent 3.3.1 is online, by its last ping 4 min ago");
  }

  @Test
  void whatSomebodyElseMadeIsSuspectedAndNotCondemned() {
    ObservedEnvironment healthy = ObservedEnvironment.of("NatGateway");
    Route route = healthy.resource(Route.class, "route/workload-a/0.0.0.0/0");
    NetworkInterface at = healthy.resource(NetworkInterface.class, "networkinterface/app-0");
    for (ObservedEnvironment changed :
        List.of(
            healthy.with(
                Route.of(new Key("routetable/workload-a"), Route.DEFAULT, Ref.id("tgw-1"))),
            healthy.with(
                Route.of(new Key("routetable/workload-a"), "52.94.0.0/16", Ref.id("eni-1"))),
            healthy.with(
                new NetworkInterface(
                    at.key(), at.subnet(), new TreeSet<>(Set.of(Ref.id("sg-1"))), at.tags())),
            AgentPathFault.profile(healthy, "theirs"))) {
      assertThat(changed.path().firstBroken()).isEmpty();
      assertThat(changed.path().toTell()).hasSize(1).allMatch(Hop::isSuspect);
    }
    assertThat(
            healthy
                .with(Route.of(new Key("routetable/workload-a"), "10.99.0.0/16", Ref.id("pcx-1")))
                .path()
                .toTell())
        .as("%s goes on", route)
        .extracting(Hop::place)
        .containsExactly(Place.AGENT);
  }

  @Test
  void theRemedySaysWhoMendsIt() {
    ObservedEnvironment broken =
        ObservedEnvironment.of("ElasticIp").without("addressassociation/app-0");
    String why = "The interface networkinterface-app-0 has no public address. ";
    assertThat(sentence(broken, ReconcileMode.ACTIVE)).isEqualTo(why + "The operator corrects it");
    assertThat(sentence(broken, ReconcileMode.PAUSED))
        .isEqualTo(why + "Associate its Elastic IP, or set spec.paused to false");
    assertThat(sentence(broken, ReconcileMode.REPORT))
        .isEqualTo(why + "Associate its Elastic IP, or set spec.drift.policy to Correct");
    for (ReconcileMode blocked :
        List.of(ReconcileMode.DELETING_PAUSED, ReconcileMode.DELETING_REPORT)) {
      assertThat(sentence(broken, blocked))
          .isEqualTo(
              why
                  + "Associate its Elastic IP: the operator only goes on to delete the environment");
    }
  }

  private static String sentence(ObservedEnvironment environment, ReconcileMode mode) {
    return environment.path(mode).firstBroken().orElseThrow().verdict().sentence();
  }

  @Test
  void anAgentThatIsOnlineHasNothingToTell() {
    assertThat(ObservedEnvironment.of("ElasticIp").online().path().toTell()).isEmpty();
  }

  @Test
  void anAgentIsNotCalledAsleepBeforeItCouldHaveRegistered() {
    assertThat(toTellIfReadySince(Duration.ofMinutes(5))).isEmpty();
    assertThat(toTellIfReadySince(Duration.ofMinutes(7)))
        .singleElement()
        .asString()
        .startsWith("The agent of instance-app-0 started before its path was in place");
    assertThat(toTellIfReadySince(Duration.ofMinutes(61)))
        .as("since before the launch an hour ago")
        .singleElement()
        .asString()
        .startsWith("Nothing that the operator has read stops the agent");
  }

  @Test
  void anAgentIsNotSuspectedRightAfterItsPathWasMended() {
    ObservedEnvironment lost =
        ObservedEnvironment.of("ElasticIp")
            .with(
                new Ping(
                    "ConnectionLost",
                    Optional.of(ObservedEnvironment.NOW.minus(Duration.ofMinutes(30))),
                    "3.3.3050.0"));
    assertThat(toTellIfReadySince(lost, Duration.ofMinutes(5))).isEmpty();
    assertThat(toTellIfReadySince(lost, Duration.ofMinutes(7)))
        .singleElement()
        .asString()
        .startsWith("Nothing that the operator has read stops the agent");
  }

  private static List<String> toTellIfReadySince(Duration ago) {
    return toTellIfReadySince(ObservedEnvironment.of("ElasticIp"), ago);
  }

  private static List<String> toTellIfReadySince(ObservedEnvironment environment, Duration ago) {
    return environment
        .path(ReconcileMode.ACTIVE, Optional.of(ObservedEnvironment.NOW.minus(ago)))
        .toTell()
        .stream()
        .map(hop -> hop.verdict().sentence())
        .toList();
  }

  @Test
  void whereNothingStopsAnAgentItIsSaidWhatIsRuledOut() {
    ObservedEnvironment silent = ObservedEnvironment.of("ElasticIp");
    String ruledOut =
        "Nothing that the operator has read stops the agent of instance-app-0. It has ruled out: instance, %snetwork interface, VPC DNS, %ssecurity group, %sroute, Internet gateway, %spublic address, instance profile, role";
    String look = ". Look for a service control policy, a proxy or a firewall in the instance, ";
    assertThat(silent.path().toTell())
        .singleElement()
        .extracting(hop -> hop.verdict().sentence())
        .asString()
        .startsWith(
            ruledOut.formatted("", "", "", "")
                + ". It could not check: status checks, DHCP options, service name, network ACL, Block Public Access"
                + look);
    assertThat(silent.with(TrafficControlsTest.ALLOWING).path().toTell())
        .singleElement()
        .extracting(hop -> hop.verdict().sentence())
        .asString()
        .startsWith(
            ruledOut.formatted(
                    "status checks, ",
                    "DHCP options, service name, ",
                    "network ACL, ",
                    "Block Public Access, ")
                + look);
  }

  @Test
  void aPermissionsBoundaryThatWasNotReadIsToBeLookedAt() {
    ObservedEnvironment silent =
        ObservedEnvironment.of("ElasticIp").with(TrafficControlsTest.ALLOWING);
    Role role = silent.resource(Role.class, "role");
    String boundary = "arn:aws:iam::111111111111:policy/limits";
    assertThat(
            silent
                .with(
                    new Role(
                        role.key(),
                        role.name(),
                        role.path(),
                        role.trust(),
                        Optional.of(boundary),
                        role.tags()))
                .path()
                .toTell())
        .singleElement()
        .extracting(hop -> hop.verdict().sentence())
        .asString()
        .contains(" instance profile, role. It could not check: permissions boundary")
        .contains(
            ". Check that %s allows what AmazonSSMManagedInstanceCore allows. Look for a service control policy"
                .formatted(boundary));
  }

  @Test
  void anInstanceThatIsNotLaunchedLacksNothing() {
    assertThat(
            ObservedEnvironment.of("ElasticIp")
                .without("instance/app-0")
                .without("route/workload-a/0.0.0.0/0")
                .path()
                .toTell())
        .isEmpty();
  }
}
