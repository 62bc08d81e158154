package io.ssmenv.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.AdmissionCase;
import io.ssmenv.api.v1alpha1.Network;
import io.ssmenv.desired.ZoneAdvice;
import io.ssmenv.desired.ZoneNeed;
import io.ssmenv.desired.ZoneRemedy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What can be set for each kind of network, by the rules of the CRD. */
class ZoneAdviceTest {

  private static final LocalAdmission ADMISSION = new LocalAdmission();
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String SUBNETS =
      "{existing: {subnetIds: [subnet-01234567, subnet-01234568]}}";

  enum Kind {
    OWN_COUNTED("{availabilityZones: 2}"),
    OWN_NAMED("{cidr: 10.9.0.0/16, zones: [eu-west-1a, eu-west-1b]}"),
    GUEST("{environment: {name: public}, availabilityZones: 2}"),
    RANGES_COUNTED(
        "{existing: {vpcId: vpc-01234567, cidrs: [10.1.0.0/26, 10.1.1.0/26]}, availabilityZones: 2}"),
    RANGES_NAMED(
        "{existing: {vpcId: vpc-01234567, cidrs: [10.1.0.0/24]}, zones: [eu-west-1a, eu-west-1b]}"),
    SUBNET_IDS(SUBNETS);

    final String yaml;

    Kind(String yaml) {
      this.yaml = yaml;
    }

    Network network() {
      return YAML.convertValue(fields(), Network.class);
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> fields() {
      return new HashMap<>(
          (Map<String, Object>) AdmissionCase.spec("network: " + yaml).get("network"));
    }
  }

  enum Need {
    TYPE(new ZoneNeed.InstanceType("t3.micro")),
    NAT(new ZoneNeed.NatGateways()),
    SSM(new ZoneNeed.EndpointService("ssm")),
    LOGS(new ZoneNeed.EndpointService("logs"));

    final ZoneNeed need;

    Need(ZoneNeed need) {
      this.need = need;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OWN_COUNTED    | TYPE | 0 | set another type in spec.instances, or create this environment again with other zones in spec.network.zones
          OWN_COUNTED    | NAT  | 1 | set another pattern in spec.connectivity.pattern, or create this environment again with other zones in spec.network.zones
          OWN_NAMED      | SSM  | 0 | set another pattern in spec.connectivity.pattern, or create this environment again with other zones in spec.network.zones
          OWN_NAMED      | LOGS | 0 | remove logs from spec.connectivity.endpoints.additional, or create this environment again with other zones in spec.network.zones
          RANGES_COUNTED | NAT  | 0 | set another pattern in spec.connectivity.pattern, or create this environment again with other zones in spec.network.zones
          RANGES_NAMED   | TYPE | 1 | set another type in spec.instances, or create this environment again with other zones in spec.network.zones
          SUBNET_IDS     | TYPE | 0 | set another type in spec.instances, or create this environment again with other subnets in spec.network.existing.subnetIds
          SUBNET_IDS     | SSM  | 1 | set another pattern in spec.connectivity.pattern, or create this environment again with other subnets in spec.network.existing.subnetIds
          GUEST          | TYPE | 1 | set another type in spec.instances, or create this environment again in the VPC of an environment with other zones or with a VPC of its own
          GUEST          | NAT  | 0 | set another pattern in spec.connectivity.pattern, or create this environment again in the VPC of an environment with other zones or with a VPC of its own
          GUEST          | NAT  | 1 | set another pattern in spec.connectivity.pattern, create this environment again with spec.network.availabilityZones: 1, or create this environment again in the VPC of an environment with other zones or with a VPC of its own
          """)
  void saysWhatCanBeSet(Kind kind, Need need, int before, String text) {
    assertThat(ZoneAdvice.of(kind.network(), List.of(need.need), before).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theApiServerAcceptsAllOfIt(Kind kind) {
    assertThat(errors(kind.fields(), Map.of())).isEmpty();
    for (Need need : Need.values()) {
      for (int before : List.of(0, 1)) {
        List<ZoneRemedy> remedies =
            ZoneAdvice.of(kind.network(), List.of(need.need), before).remedies();
        assertThat(remedies).hasSizeGreaterThanOrEqualTo(2);
        assertThat(remedies)
            .allSatisfy(remedy ->
                assertThat(followed(remedy, kind))
                    .isNotEmpty()
                    .allSatisfy(errors -> assertThat(errors).isEmpty()));
      }
    }
  }

  /** The zones, the subnets and the host are immutable: only another object can have others. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatIsImmutableIsOnlySetForAnotherObject(Kind kind) {
    for (Need need : Need.values()) {
      assertThat(ZoneAdvice.of(kind.network(), List.of(need.need), 1).remedies())
          .extracting(ZoneRemedy::text)
          .filteredOn(text -> text.contains("spec.network") || text.contains("VPC"))
          .allSatisfy(text -> assertThat(text).startsWith("create this environment again"));
    }
  }

  @Test
  void otherZonesAreNothingForAGuestNorForSubnetsThatExist() {
    assertThat(followed(new ZoneRemedy.AgainInOtherZones(), Kind.GUEST))
        .allSatisfy(errors -> assertThat(errors).isNotEmpty());
    assertThat(followed(new ZoneRemedy.AgainInOtherZones(), Kind.SUBNET_IDS))
        .allSatisfy(errors -> assertThat(errors).isNotEmpty());
    assertThat(followed(new ZoneRemedy.AgainInFewerZones(1), Kind.SUBNET_IDS))
        .allSatisfy(errors -> assertThat(errors).isNotEmpty());
  }

  @Test
  void theHostIsToldWhoseSpecToChange() {
    assertThat(ZoneAdvice.forGuests(List.of("nat")).sentence())
        .isEqualTo("Set another pattern in spec.connectivity.pattern of the environment nat");
    assertThat(ZoneAdvice.forGuests(List.of("nat", "other")).sentence())
        .isEqualTo(
            "Set another pattern in spec.connectivity.pattern of the environments nat, other");
  }

  /** Why the API server would refuse each of the specs that follow an advice. */
  private static Stream<List<FieldError>> followed(ZoneRemedy remedy, Kind kind) {
    Map<String, Object> network = kind.fields();
    return switch (remedy) {
      case ZoneRemedy.OtherType _ ->
          Stream.of(
              errors(
                  network,
                  Map.of("instances", List.of(Map.of("name", "app", "type", "m5.large")))));
      case ZoneRemedy.OtherPattern _ ->
          Stream.of("ElasticIp", "NatGateway", "PrivateEndpoints")
              .map(pattern -> errors(network, Map.of("connectivity", Map.of("pattern", pattern))));
      case ZoneRemedy.OtherPatternOf _ -> Stream.of();
      case ZoneRemedy.WithoutServices _ ->
          Stream.of(
              errors(
                  network,
                  Map.of(
                      "connectivity",
                      Map.of(
                          "pattern",
                          "PrivateEndpoints",
                          "endpoints",
                          Map.of("additional", List.of())))));
      case ZoneRemedy.FewerZones(int zones) -> inFewer(network, zones);
      case ZoneRemedy.AgainInFewerZones(int zones) -> inFewer(network, zones);
      case ZoneRemedy.AgainInOtherZones _ -> {
        network.remove("availabilityZones");
        network.put("zones", List.of("eu-west-1b", "eu-west-1c"));
        yield Stream.of(errors(network, Map.of()));
      }
      case ZoneRemedy.AgainInOtherSubnets _ -> {
        network.put("existing", Map.of("subnetIds", List.of("subnet-0123456a", "subnet-0123456b")));
        yield Stream.of(errors(network, Map.of()));
      }
      case ZoneRemedy.AgainInOtherVpc _ -> {
        Map<String, Object> other = new HashMap<>(network);
        other.put("environment", Map.of("name", "other"));
        network.remove("environment");
        yield Stream.of(errors(other, Map.of()), errors(network, Map.of()));
      }
    };
  }

  private static Stream<List<FieldError>> inFewer(Map<String, Object> network, int zones) {
    network.put("availabilityZones", zones);
    return Stream.of(errors(network, Map.of()));
  }

  private static List<FieldError> errors(Map<String, Object> network, Map<String, Object> more) {
    Map<String, Object> spec = new HashMap<>(AdmissionCase.spec(""));
    spec.put("network", network);
    spec.putAll(more);
    return ADMISSION.errors(
        Map.of(
            "apiVersion",
            "ssmenv.io/v1alpha1",
            "kind",
            "SsmManagedEnvironment",
            "metadata",
            Map.of("name", "one"),
            "spec",
            spec));
  }
}
