package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.InstanceHealth;
import io.ssmenv.cloud.InstanceHealth.Check;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.BlockMode;
import io.ssmenv.cloud.TrafficControls.DhcpOptions;
import io.ssmenv.cloud.TrafficControls.Entry;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import io.ssmenv.cloud.TrafficControls.PublicAccess;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What of the other traffic controls of a VPC is named as a reason for silent agents. */
class TrafficControlsTest {

  /** Everything was read, and stops nothing. */
  static final TrafficControls ALLOWING =
      new TrafficControls(
          List.of(
              new NetworkAcl(
                  "acl-1",
                  new TreeSet<>(Set.of("subnet-workload-a")),
                  List.of(
                      new Entry(true, 100, true, "0.0.0.0/0", 0, 65_535),
                      new Entry(false, 100, true, "0.0.0.0/0", 0, 65_535)))),
          Optional.of(new DhcpOptions("dopt-1", List.of("AmazonProvidedDNS"))),
          Optional.of(new PublicAccess(BlockMode.OFF, new TreeSet<>(), new TreeSet<>())),
          Optional.of(List.of()),
          Optional.of(Map.of("instance-app-0", new InstanceHealth(Check.OK, Check.OK))),
          List.of(),
          Set.of(),
          Map.of());

  @Test
  void theResolverOfTheVpcMayBeNamedByItsAddress() {
    for (String own : List.of("AmazonProvidedDNS", "169.254.169.253", "10.1.0.2")) {
      assertThat(dns(Pattern.PRIVATE_ENDPOINTS, "192.0.2.1", own)).as(own).isEmpty();
    }
    assertThat(dns(Pattern.PRIVATE_ENDPOINTS, "192.0.2.1", "192.0.2.2"))
        .singleElement()
        .asString()
        .startsWith(
            "The DHCP options dopt-1 of vpc-1 name the DNS servers 192.0.2.1, 192.0.2.2 instead");
    assertThat(dns(Pattern.NAT_GATEWAY, "192.0.2.1")).isEmpty();
    assertThat(dns(Pattern.NAT_GATEWAY)).singleElement().asString().contains("name no DNS server");
  }

  @Test
  void blockPublicAccessCountsForTheSubnetsWhoseTrafficPassesTheGateway() {
    assertThat(blocked(Pattern.ELASTIC_IP, BlockMode.INGRESS, Set.of(), Set.of())).hasSize(1);
    assertThat(blocked(Pattern.ELASTIC_IP, BlockMode.INGRESS, Set.of(), Set.of("vpc-1")))
        .as("an exclusion for NAT gateways only")
        .hasSize(1);
    assertThat(blocked(Pattern.ELASTIC_IP, BlockMode.BIDIRECTIONAL, Set.of("subnet-1"), Set.of()))
        .isEmpty();
    assertThat(blocked(Pattern.NAT_GATEWAY, BlockMode.INGRESS, Set.of(), Set.of())).isEmpty();
    assertThat(blocked(Pattern.NAT_GATEWAY, BlockMode.BIDIRECTIONAL, Set.of(), Set.of()))
        .containsExactly(
            "Nothing passes between nat-1 and the Internet gateway, because VPC Block Public Access of the account is block-bidirectional in eu-west-1. Ask for an exclusion of vpc-1 with allow-egress");
    assertThat(blocked(Pattern.NAT_GATEWAY, BlockMode.BIDIRECTIONAL, Set.of(), Set.of("subnet-2")))
        .as("perhaps the subnet of the NAT gateway")
        .isEmpty();
    assertThat(blocked(Pattern.PRIVATE_ENDPOINTS, BlockMode.BIDIRECTIONAL, Set.of(), Set.of()))
        .isEmpty();
  }

  private static List<String> dns(Pattern pattern, String... servers) {
    DhcpOptions options = new DhcpOptions("dopt-1", List.of(servers));
    return ForeignVpcPath.of(pattern, "10.1.1.0/24")
        .findings(
            new TrafficControls(
                List.of(), Optional.of(options), Optional.empty(), Optional.empty(), List.of()));
  }

  private static List<String> blocked(
      Pattern pattern, BlockMode mode, Set<String> allowed, Set<String> egressAllowed) {
    PublicAccess access =
        new PublicAccess(mode, new TreeSet<>(allowed), new TreeSet<>(egressAllowed));
    return ForeignVpcPath.of(pattern, "10.1.1.0/24")
        .findings(
            new TrafficControls(
                List.of(), Optional.empty(), Optional.of(access), Optional.empty(), List.of()));
  }
}
