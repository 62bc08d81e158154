package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.topology.Address;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.NetworkInterface;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Topology;
import io.ssmenv.topology.VpcEndpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyBuilderTest {

  private static final String IMAGE =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
  private static final Facts FACTS =
      Facts.of(
          List.of("eu-west-1a", "eu-west-1b", "eu-west-1c"),
          Map.of(IMAGE, new Facts.Image("ami-1", "/dev/xvda")),
          Set.of("ec2messages"),
          Optional.of("pl-1"));

  @Test
  void theKeysDoNotChange() throws IOException {
    assertThat(keys(build("ElasticIp", 1)))
        .containsExactly(
            "address/app-0",
            "addressassociation/app-0",
            "instance/app-0",
            "instanceprofile",
            "instanceprofilerole",
            "internetgateway",
            "internetgatewayattachment",
            "networkinterface/app-0",
            "role",
            "rolepolicy/arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
            "route/workload-a/0.0.0.0/0",
            "routetable/workload-a",
            "routetableassociation/workload-a",
            "securitygroup/instances",
            "securitygrouprule/instances/egress/tcp/443/0.0.0.0/0",
            "subnet/workload-a",
            "vpc");
    assertThat(keys(build("NatGateway", 1)))
        .contains(
            "address/nat-a",
            "natgateway/a",
            "route/public/0.0.0.0/0",
            "route/workload-a/0.0.0.0/0",
            "routetable/public",
            "routetableassociation/public-a",
            "subnet/public-a")
        .doesNotContain("address/app-0");
    assertThat(keys(build("PrivateEndpoints", 1)))
        .contains(
            "securitygroup/endpoints",
            "securitygrouprule/endpoints/ingress/tcp/443/10.20.0.0/16",
            "securitygrouprule/instances/egress/tcp/443/securitygroup/endpoints",
            "securitygrouprule/instances/egress/tcp/443/pl-1",
            "vpcendpoint/ec2messages",
            "vpcendpoint/s3",
            "vpcendpoint/ssm",
            "vpcendpoint/ssmmessages")
        .doesNotContain("internetgateway", "route/workload-a/0.0.0.0/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void noPatternAllowsIngressToTheInstances(String pattern) throws IOException {
    assertThat(build(pattern, 3).all(SecurityGroupRule.class))
        .filteredOn(rule -> rule.group().equals(Ref.to(Key.of("securitygroup", "instances"))))
        .isNotEmpty()
        .allSatisfy(rule -> {
          assertThat(rule.direction()).isEqualTo(Direction.EGRESS);
          assertThat(rule.fromPort()).isEqualTo(443);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"ElasticIp", "NatGateway", "PrivateEndpoints"})
  void anInstanceIsCreatedAfterItsRoleRoutesAndEndpoints(String pattern) throws IOException {
    Topology topology = build(pattern, 1);
    Instance instance = topology.all(Instance.class).getFirst();

    Set<Key> prerequisites = topology.prerequisites(instance);

    assertThat(prerequisites)
        .contains(
            Key.of("instanceprofilerole"),
            Key.of("rolepolicy", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"),
            Key.of("routetableassociation", "workload-a"));
    assertThat(prerequisites)
        .containsAll(topology.all(VpcEndpoint.class).stream().map(Resource::key).toList());
    assertThat(prerequisites)
        .containsAll(
            topology.all(Route.class).stream()
                .map(Route::key)
                .filter(key -> key.name().startsWith("workload"))
                .toList());
  }

  @Test
  void instancesInterfacesAndSubnetsAreTheSameInEachPattern() throws IOException {
    List<Set<Resource>> sharedResources = new ArrayList<>();
    for (String pattern : List.of("ElasticIp", "NatGateway", "PrivateEndpoints")) {
      sharedResources.add(
          build(pattern, 2).resources().stream()
              .filter(resource ->
                  resource instanceof Instance
                      || resource instanceof NetworkInterface
                      || (resource instanceof Subnet
                          && resource.key().name().startsWith("workload")))
              .collect(Collectors.toSet()));
    }
    assertThat(sharedResources.get(0)).isNotEmpty().isEqualTo(sharedResources.get(1));
    assertThat(sharedResources.get(1)).isEqualTo(sharedResources.get(2));
  }

  @Test
  void eachZoneHasItsOwnNatGateway() throws IOException {
    assertThat(build("NatGateway", 3).all(NatGateway.class)).hasSize(3);
    assertThat(build("NatGateway", 3).all(Address.class)).hasSize(3);
  }

  @Test
  void theRangesOfTheSubnetsDoNotChange() throws IOException {
    assertThat(build("NatGateway", 3).all(Subnet.class))
        .extracting(Subnet::cidr)
        .containsExactly(
            "10.20.96.0/19",
            "10.20.128.0/19",
            "10.20.160.0/19",
            "10.20.0.0/19",
            "10.20.32.0/19",
            "10.20.64.0/19");
    assertThat(new SubnetCidrs("192.168.7.0/24").publicSubnet(2)).isEqualTo("192.168.7.160/27");
  }

  @Test
  void instancesStayInTheirZoneWhenZonesAreAdded() throws IOException {
    Key second = Key.of("networkinterface", "app-1");
    Facts placed =
        new Facts(
            FACTS.zones(),
            FACTS.images(),
            FACTS.endpointServices(),
            FACTS.s3PrefixList(),
            Map.of(second, Key.of("subnet", "workload-a")),
            Map.of(),
            "",
            ZoneOffers.NONE);

    Topology withTwoZones =
        new TopologyBuilder().build("c", "u", "reports", spec("NatGateway", 2, 2), placed);

    assertThat(withTwoZones.find(second))
        .get()
        .extracting(resource -> ((NetworkInterface) resource).subnet())
        .isEqualTo(Ref.to(Key.of("subnet", "workload-a")));
    assertThat(
            new TopologyBuilder()
                .build("c", "u", "reports", spec("NatGateway", 2, 2), facts(2))
                .find(second))
        .get()
        .extracting(resource -> ((NetworkInterface) resource).subnet())
        .isEqualTo(Ref.to(Key.of("subnet", "workload-b")));
  }

  @Test
  void roleNamesFitTheLimitOfIamAndAreUnique() throws IOException {
    EnvironmentSpec spec = spec("ElasticIp", 1, 1);
    String longName = "n".repeat(63);
    String one = role(new TopologyBuilder().build("c", "uid-1", longName, spec, facts(1)));
    String other = role(new TopologyBuilder().build("c", "uid-2", longName, spec, facts(1)));

    assertThat(one).hasSizeLessThanOrEqualTo(64).startsWith("ssmenv-nnn").isNotEqualTo(other);
  }

  private static String role(Topology topology) {
    return topology.all(Role.class).getFirst().name();
  }

  private static List<String> keys(Topology topology) {
    return topology.resources().stream().map(resource -> resource.key().value()).toList();
  }

  private static Topology build(String pattern, int zones) throws IOException {
    return new TopologyBuilder().build("c", "u", "reports", spec(pattern, zones, 1), facts(zones));
  }

  private static Facts facts(int zones) {
    return FACTS.withZones(
        ZoneLetters.byLetter(ZoneLetters.inOrder(FACTS.zones()).subList(0, zones)));
  }

  private static EnvironmentSpec spec(String pattern, int zones, int count) throws IOException {
    String yaml =
        """
        region: eu-west-1
        connectivity: {pattern: %s}
        network: {availabilityZones: %d}
        instances: [{name: app, count: %d}]
        """
            .formatted(pattern, zones, count);
    return new ObjectMapper(new YAMLFactory()).readValue(yaml, EnvironmentSpec.class);
  }
}
