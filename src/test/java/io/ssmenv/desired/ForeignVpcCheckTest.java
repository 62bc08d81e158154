package io.ssmenv.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Connectivity;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.ExistingVpc;
import io.ssmenv.api.v1alpha1.InstanceGroup;
import io.ssmenv.api.v1alpha1.Network;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.cloud.ForeignVpc.Egress;
import io.ssmenv.topology.Ipv4Range;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a VPC of somebody else lacks for an environment. */
class ForeignVpcCheckTest {

  private static final Consent AGREED = new Consent(Optional.of("lab"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "lab              | true",
        "*                | true",
        "'a, lab'         | true",
        "'a lab b'        | true",
        "'a,lab,b'        | true",
        "labor            | false",
        "'a, b'           | false",
        "''               | false"
      })
  void theTagListsNamespaces(String tag, boolean covers) {
    assertThat(new Consent(Optional.of(tag)).covers("lab")).isEqualTo(covers);
  }

  @Test
  void noTagIsNoConsent() {
    assertThat(problem(vpc(new Consent(Optional.empty())), ranges("10.1.64.0/24")))
        .containsInstanceOf(DesiredState.VpcNotShared.class);
  }

  @Test
  void aVpcThatHasEverythingHasNoProblem() {
    assertThat(problem(vpc(AGREED), ranges("10.1.64.0/24"))).isEmpty();
    assertThat(problem(vpc(AGREED), ranges("10.2.0.0/25"))).as("a secondary range").isEmpty();
    assertThat(problem(vpc(AGREED), subnets("subnet-1", "subnet-2"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10.1.128.0/17, 10.1.128.0/20", "10.1.96.0/24, 10.1.96.0/27"})
  void aRangeIsTakenOnlyWhereASubnetIsNeeded(String range, String first) {
    ForeignVpc.Subnet inTheWay =
        new ForeignVpc.Subnet("subnet-9", first, "eu-west-1a", AGREED, route(), "");
    ForeignVpc taken = with(vpc(AGREED), inTheWay);
    assertThat(message(taken, ranges(range))).contains("subnet-9 (" + first + ")");
    String last = new Ipv4Range(range).part(3, 7);
    ForeignVpc.Subnet elsewhere =
        new ForeignVpc.Subnet("subnet-9", last, "eu-west-1a", AGREED, route(), "");
    assertThat(problem(with(vpc(AGREED), elsewhere), ranges(range))).isEmpty();
  }

  @Test
  void wrongRangesAndSubnetsAreNamed() {
    assertThat(message(vpc(AGREED), ranges("10.3.0.0/24")))
        .contains("10.3.0.0/24 is not in the ranges of vpc-1, which are 10.1.0.0/16, 10.2.0.0/16");
    assertThat(message(vpc(AGREED), ranges("10.1.64.0/24", "10.1.64.128/25")))
        .contains("10.1.64.0/24 and 10.1.64.128/25 overlap");
    assertThat(message(vpc(AGREED), subnets("subnet-1", "subnet-3")))
        .contains("subnet-1 and subnet-3 are both in eu-west-1a");
    assertThat(message(vpc(AGREED), subnets("subnet-7"))).contains("there is no subnet subnet-7");
    assertThat(message(vpc(AGREED), subnets("subnet-4")))
        .contains("The subnet subnet-4 of vpc-1 does not allow environments of the namespace lab");
  }

  private static Optional<DesiredState.Unresolved> problem(ForeignVpc vpc, ExistingVpc where) {
    EnvironmentSpec spec =
        new EnvironmentSpec(
            "eu-west-1",
            new Connectivity(Pattern.NAT_GATEWAY, null),
            new Network(null, null, null, null, where),
            List.of(new InstanceGroup("app", null, null, null, null)),
            null,
            null,
            null,
            null,
            null);
    return new ForeignVpcCheck(vpc, where, spec, "lab").problem();
  }

  private static String message(ForeignVpc vpc, ExistingVpc where) {
    return switch (problem(vpc, where).orElseThrow()) {
      case DesiredState.VpcUnsuitable(String message) -> message;
      case DesiredState.VpcNotShared(String message) -> message;
      case DesiredState.Unresolved other -> throw new AssertionError(other);
    };
  }

  private static ExistingVpc ranges(String... cidrs) {
    return new ExistingVpc("vpc-1", List.of(cidrs), null);
  }

  private static ExistingVpc subnets(String... ids) {
    return new ExistingVpc(null, null, List.of(ids));
  }

  private static Egress route() {
    return new Egress(Egress.Kind.OTHER, "tgw-1");
  }

  private static ForeignVpc with(ForeignVpc vpc, ForeignVpc.Subnet subnet) {
    return new ForeignVpc(
        vpc.id(),
        vpc.cidrs(),
        vpc.consent(),
        true,
        true,
        vpc.internetGateway(),
        List.of(subnet),
        List.of());
  }

  private static ForeignVpc vpc(Consent consent) {
    return new ForeignVpc(
        "vpc-1",
        List.of("10.1.0.0/16", "10.2.0.0/16"),
        consent,
        true,
        true,
        Optional.of("igw-1"),
        List.of(
            new ForeignVpc.Subnet("subnet-1", "10.1.0.0/24", "eu-west-1a", AGREED, route(), ""),
            new ForeignVpc.Subnet("subnet-2", "10.1.1.0/24", "eu-west-1b", AGREED, route(), ""),
            new ForeignVpc.Subnet("subnet-3", "10.1.2.0/24", "eu-west-1a", AGREED, route(), ""),
            new ForeignVpc.Subnet(
                "subnet-4",
                "10.1.3.0/24",
                "eu-west-1c",
                new Consent(Optional.empty()),
                route(),
                "")),
        List.of());
  }
}
