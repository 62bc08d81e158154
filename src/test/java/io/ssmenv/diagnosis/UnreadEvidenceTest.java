package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.DhcpOptions;
import io.ssmenv.desired.ReconcileMode;
import io.ssmenv.desired.SharedNetwork;
import io.ssmenv.desired.TopologyBuilder;
import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing is certain that depends on what the operator has not read. */
class UnreadEvidenceTest {

  private static void assertSuspected(ObservedEnvironment environment, String sentence) {
    AgentPath path = environment.path();
    assertThat(path.firstBroken()).isEmpty();
    assertThat(path.toTell()).extracting(hop -> hop.verdict().sentence()).containsExactly(sentence);
  }

  private static TrafficControls dns(String... servers) {
    return new TrafficControls(
        List.of(),
        Optional.of(new DhcpOptions("dopt-1", List.of(servers))),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  @Test
  void theRoleOfAnEnvironmentThatIsBeingDeletedTrustsEc2() {
    assertThat(ObservedEnvironment.of("ElasticIp").path(ReconcileMode.DELETING_PAUSED).hops())
        .filteredOn(hop -> hop.place() == Place.ROLE)
        .allMatch(hop -> hop.verdict() instanceof Verdict.Ok);
  }

  @Test
  void theDhcpOptionsDecideWhetherInstancesNeedTheResolverOfTheVpc() {
    ObservedEnvironment off = AgentPathFault.dnsSupportOff(ObservedEnvironment.of("ElasticIp"));
    String remedy =
        ", so no name resolves unless the instances ask other DNS servers. The operator corrects it";
    assertSuspected(off, "vpc has enableDnsSupport disabled" + remedy);
    assertSuspected(
        off.with(dns("AmazonProvidedDNS", "192.0.2.1")),
        "vpc has enableDnsSupport disabled" + remedy);
    assertThat(off.with(dns("192.0.2.1")).path().toTell())
        .extracting(Hop::place)
        .containsExactly(Place.AGENT);
    assertThat(off.with(dns("AmazonProvidedDNS")).path().firstBroken().orElseThrow().place())
        .isEqualTo(Place.VPC_DNS);
  }

  @Test
  void otherDnsServersMayKnowTheEndpoints() {
    ObservedEnvironment healthy = ObservedEnvironment.of("PrivateEndpoints");
    for (ObservedEnvironment changed :
        List.of(AgentPathFault.dnsHostnamesOff(healthy), AgentPathFault.privateDnsOff(healthy))) {
      assertThat(changed.path().firstBroken()).isEmpty();
      assertThat(changed.path().toTell()).isNotEmpty();
      assertThat(changed.with(dns("192.0.2.1")).path().firstBroken()).isEmpty();
      assertThat(changed.with(dns("169.254.169.253")).path().firstBroken()).isPresent();
    }
  }

  @Test
  void theRoutesOfTheMainTableWereNotRead() {
    assertSuspected(
        ObservedEnvironment.of("ElasticIp").without("routetableassociation/workload-a"),
        "The subnet subnet-workload-a is associated with no route table, so the main one of the VPC applies, whose routes were not read. The operator corrects it");
  }

  @Test
  void otherRoutesMayLeadToTheServices() {
    assertSuspected(
        ObservedEnvironment.of("NatGateway")
            .without("route/workload-a/0.0.0.0/0")
            .with(Route.of(new Key("routetable/workload-a"), "0.0.0.0/1", Ref.id("tgw-1"))),
        "The route table routetable-workload-a of subnet-workload-a has routes to 0.0.0.0/1, but none to 0.0.0.0/0. The operator corrects it");
  }

  @Test
  void thePrefixListsOfRulesWereNotRead() {
    String why =
        "The security group securitygroup-instances of networkinterface-app-0 allows HTTPS to pl-2 only. The operator corrects it";
    ObservedEnvironment open = ObservedEnvironment.of("ElasticIp");
    assertSuspected(
        open.without("securitygrouprule/instances/egress/tcp/443/0.0.0.0/0")
            .with(egress(new Peer.PrefixList("pl-2"))),
        why);
    ObservedEnvironment closed = ObservedEnvironment.of("PrivateEndpoints");
    assertThat(
            closed
                .without("securitygrouprule/instances/egress/tcp/443/securitygroup/endpoints")
                .with(egress(new Peer.PrefixList("pl-2")))
                .path()
                .firstBroken())
        .isEmpty();
    assertThat(
            closed
                .without("securitygrouprule/endpoints/ingress/tcp/443/10.20.0.0/16")
                .with(ingress(new Peer.PrefixList("pl-2")))
                .path()
                .firstBroken())
        .isEmpty();
  }

  @Test
  void aPartOfASubnetMayBeThatOfTheInstance() {
    ObservedEnvironment closed = ObservedEnvironment.of("PrivateEndpoints");
    assertThat(
            closed
                .without("securitygrouprule/endpoints/ingress/tcp/443/10.20.0.0/16")
                .with(ingress(new Peer.Cidr("10.20.0.0/24")))
                .path()
                .toTell())
        .extracting(hop -> hop.verdict().sentence())
        .contains(
            "The security groups securitygroup-endpoints of the endpoint vpcendpoint-ssm allow HTTPS from 10.20.0.0/24 only. The operator corrects it");
  }

  @Test
  void theSubnetOfSomebodyElsesEndpointNeedNotBeKnown() {
    ForeignVpc.Endpoint endpoint =
        new ForeignVpc.Endpoint(
            "vpce-1",
            "com.amazonaws.eu-west-1.ssm",
            true,
            ForeignVpcPath.set("10.20.192.0/24"),
            true,
            ForeignVpcPath.set("sg-1"),
            ForeignVpcPath.set("10.20.0.0/16"),
            new TreeSet<>(),
            "");
    AgentPath path =
        ObservedEnvironment.of("ElasticIp")
            .with(
                new TrafficControls(
                    List.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(List.of(endpoint)),
                    List.of()))
            .path();
    assertThat(path.toTell()).extracting(Hop::place).containsExactly(Place.AGENT);
    assertThat(path.hops())
        .extracting(hop -> hop.verdict().why())
        .contains("The subnets of vpce-1, and so their network ACLs, were not read");
  }

  private static SecurityGroupRule egress(Peer peer) {
    return SecurityGroupRule.https(TopologyBuilder.GROUP, Direction.EGRESS, peer);
  }

  private static SecurityGroupRule ingress(Peer peer) {
    return SecurityGroupRule.https(SharedNetwork.ENDPOINTS, Direction.INGRESS, peer);
  }
}
