package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.cloud.ForeignVpc.Egress;
import io.ssmenv.cloud.Owner;
import io.ssmenv.desired.DesiredState;
import io.ssmenv.desired.ZoneLetters;
import io.ssmenv.facts.ForeignVpcReading;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignPlacementTest {

  private static final String ADVICE = "set spec.network.availabilityZones: 1";

  @Test
  void theAdviceToStayInItsZonesIsOnlyForAnEnvironmentThatDoesNotNameThem() {
    assertThat(refusal("availabilityZones: 2")).contains("subnet-9").contains(ADVICE);
    assertThat(refusal("zones: [eu-west-1a, eu-west-1b]"))
        .contains("subnet-9")
        .doesNotContain("availabilityZones")
        .endsWith("It stays in the zones in which it has a subnet");
  }

  /** The second range is in use by a subnet of somebody else. */
  private static String refusal(String zones) {
    EnvironmentSpec spec =
        StoredEnvironment.parseSpec(
            EngineScenario.spec(
                "ElasticIp",
                "network: {"
                    + zones
                    + ", existing: {vpcId: vpc-1, cidrs: [10.1.64.0/26, 10.1.65.0/26]}}"));
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
            VpcPeers.NONE);
    ForeignVpcReading reading =
        new ForeignVpcReading(
            Optional.of(new ForeignVpcReading.Answer(Optional.of(vpc()), Instant.EPOCH)),
            Optional.empty(),
            1,
            Instant.EPOCH,
            false,
            false);
    ForeignPlacement placement =
        new ForeignPlacement(request, spec.networkOrDefault().existingVpc().orElseThrow(), reading);
    DesiredState.Unresolved why =
        placement.unplacedZones(standing()).orElseThrow(AssertionError::new).why();
    return ((DesiredState.VpcUnsuitable) why).message();
  }

  private static ForeignVpc vpc() {
    Consent agreed = new Consent(Optional.of("*"));
    Egress open = new Egress(Egress.Kind.INTERNET_GATEWAY, "igw-1");
    return new ForeignVpc(
        "vpc-1",
        List.of("10.1.0.0/16"),
        agreed,
        true,
        true,
        Optional.of("igw-1"),
        List.of(new ForeignVpc.Subnet("subnet-9", "10.1.65.0/24", "eu-west-1b", agreed, open, "")),
        List.of());
  }

  private static Observation standing() {
    Key key = ZoneLetters.workload("a");
    Subnet subnet = new Subnet(key, Ref.id("vpc-1"), "10.1.64.0/28", "eu-west-1a", Tags.NONE);
    return new Observation(
        "1",
        Map.of(key, new Observed(subnet, "subnet-1", State.READY, "available")),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        new Pings.Known(Map.of()));
  }
}
