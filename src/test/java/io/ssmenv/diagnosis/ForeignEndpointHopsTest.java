package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.diagnosis.Hop.Place;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Somebody else's endpoint in the VPC has the name of a service. */
class ForeignEndpointHopsTest {

  private static AgentPath path(String... admitted) {
    SortedSet<String> none = new TreeSet<>();
    ForeignVpc.Endpoint endpoint =
        new ForeignVpc.Endpoint(
            "vpce-1",
            "com.amazonaws.eu-west-1.ssm",
            true,
            ForeignVpcPath.set("10.20.0.0/19"),
            true,
            ForeignVpcPath.set("sg-1"),
            none,
            new TreeSet<>(List.of(admitted)),
            "");
    return ObservedEnvironment.of("ElasticIp")
        .with(
            new TrafficControls(
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(List.of(endpoint)),
                List.of()))
        .path();
  }

  @Test
  void groupsThatAdmitNobodyStopTheAgent() {
    assertThat(path().firstBroken().orElseThrow().verdict().why())
        .isEqualTo(
            "The security groups sg-1 of the endpoint vpce-1, which has the name of ssm, do not allow HTTPS from 10.20.0.0/19");
  }

  @Test
  void aGroupThatAdmitsThatOfTheInstanceLetsTheAgentThrough() {
    assertThat(path("sg-2", "securitygroup-instances").toTell())
        .extracting(Hop::place)
        .containsExactly(Place.AGENT);
  }

  @Test
  void aPrefixListIsSuspectedAndNotCondemned() {
    assertThat(path("pl-1").firstBroken()).isEmpty();
    assertThat(path("pl-1").toTell())
        .filteredOn(hop -> hop.place() == Place.SECURITY_GROUP)
        .extracting(hop -> hop.verdict().sentence())
        .containsExactly(
            "The security groups sg-1 of the endpoint vpce-1, which has the name of ssm, allow HTTPS from pl-1 only. Allow it from 10.20.0.0/19, or turn private DNS of vpce-1 off");
  }
}
