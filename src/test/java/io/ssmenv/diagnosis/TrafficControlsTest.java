package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.cloud.ForeignVpc.Egress;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.BlockMode;
import io.ssmenv.cloud.TrafficControls.DhcpOptions;
import io.ssmenv.cloud.TrafficControls.Entry;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import io.ssmenv.cloud.TrafficControls.PublicAccess;
import io.ssmenv.desired.VpcPlacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What of the traffic controls of a VPC is named as a reason for silent agents. */
class TrafficControlsTest {

  private static final String ANY = "0.0.0.0/0";
  private static final Entry ALL_OUT = new Entry(true, 100, true, ANY, 0, 65_535);
  private static final Entry ALL_IN = new Entry(false, 100, true, ANY, 0, 65_535);
  private static final Entry LAST_OUT = new Entry(true, 32_767, false, ANY, 0, 65_535);
  private static final Entry LAST_IN = new Entry(false, 32_767, false, ANY, 0, 65_535);

  @Test
  void anAclThatAllowsWhatAgentsNeedIsNotNamed() {
    assertThat(acl(Pattern.ELASTIC_IP, ALL_OUT, ALL_IN, LAST_OUT, LAST_IN)).isEmpty();
    assertThat(
            acl(
                Pattern.ELASTIC_IP,
                new Entry(true, 10, true, ANY, 443, 443),
                new Entry(false, 10, true, ANY, 32_768, 65_535),
                LAST_OUT,
                LAST_IN))
        .isEmpty();
  }

  /** Somebody blocks the addresses of an attacker. */
  @Test
  void aDenialOfAPartOfTheInternetIsNotNamed() {
    assertThat(
            acl(
                Pattern.ELASTIC_IP,
                new Entry(true, 1, false, "203.0.113.0/24", 0, 65_535),
                new Entry(false, 1, false, "203.0.113.0/24", 0, 65_535),
                ALL_OUT,
                ALL_IN))
        .isEmpty();
  }

  @Test
  void whatOnlyTheLastEntryMatchesIsDenied() {
    assertThat(acl(Pattern.NAT_GATEWAY, new Entry(true, 10, true, ANY, 80, 80), LAST_OUT, ALL_IN))
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies TCP to port 443 of 0.0.0.0/0 by its rule *. Ask the owner of vpc-1 to allow it");
    assertThat(
            acl(
                Pattern.NAT_GATEWAY,
                ALL_OUT,
                new Entry(false, 10, true, ANY, 49_152, 65_535),
                LAST_IN))
        .as("the ports of Windows only")
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies the answers from 0.0.0.0/0, which is TCP to the ports 32768-60999, by its rule *. Ask the owner of vpc-1 to allow it");
  }

  @Test
  void anEntryForPrivateAddressesDoesNotAllowTheInternet() {
    assertThat(
            acl(
                Pattern.ELASTIC_IP,
                new Entry(true, 10, true, "10.0.0.0/8", 0, 65_535),
                LAST_OUT,
                ALL_IN))
        .singleElement()
        .asString()
        .contains("by its rule *");
  }

  @Test
  void trafficWithEndpointsCountsOnlyIfItLeavesTheSubnet() {
    NetworkAcl closed = new NetworkAcl("acl-1", set("subnet-1"), List.of(LAST_OUT, LAST_IN));
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(closed), "10.1.0.0/24")).isEmpty();
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(closed), "10.1.1.0/24"))
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies TCP to port 443 of 10.1.1.0/24 by its rule *. Ask the owner of vpc-1 to allow it");
    NetworkAcl ofServer = new NetworkAcl("acl-2", set("subnet-2"), List.of(LAST_IN, ALL_OUT));
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(ofServer), "10.1.1.0/24"))
        .containsExactly(
            "The network ACL acl-2 of subnet-2 denies TCP to port 443 from 10.1.0.0/24 by its rule *. Ask the owner of vpc-1 to allow it");
  }

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
            "VPC Block Public Access of the account is block-bidirectional in eu-west-1, so nothing passes between nat-1 and the Internet gateway. Ask for an exclusion of vpc-1 with allow-egress");
    assertThat(blocked(Pattern.NAT_GATEWAY, BlockMode.BIDIRECTIONAL, Set.of(), Set.of("subnet-2")))
        .as("perhaps the subnet of the NAT gateway")
        .isEmpty();
    assertThat(blocked(Pattern.PRIVATE_ENDPOINTS, BlockMode.BIDIRECTIONAL, Set.of(), Set.of()))
        .isEmpty();
  }

  private static List<String> acl(Pattern pattern, Entry... entries) {
    return findings(
        pattern,
        List.of(new NetworkAcl("acl-1", set("subnet-1"), List.of(entries))),
        "10.1.1.0/24");
  }

  private static List<String> findings(Pattern pattern, List<NetworkAcl> acls, String endpoints) {
    return findings(
        pattern,
        new TrafficControls(acls, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
        endpoints);
  }

  private static List<String> dns(Pattern pattern, String... servers) {
    DhcpOptions options = new DhcpOptions("dopt-1", List.of(servers));
    return findings(
        pattern,
        new TrafficControls(
            List.of(), Optional.of(options), Optional.empty(), Optional.empty(), List.of()),
        "10.1.1.0/24");
  }

  private static List<String> blocked(
      Pattern pattern, BlockMode mode, Set<String> allowed, Set<String> egressAllowed) {
    PublicAccess access =
        new PublicAccess(mode, new TreeSet<>(allowed), new TreeSet<>(egressAllowed));
    return findings(
        pattern,
        new TrafficControls(
            List.of(), Optional.empty(), Optional.of(access), Optional.empty(), List.of()),
        "10.1.1.0/24");
  }

  private static List<String> findings(
      Pattern pattern, TrafficControls controls, String endpoints) {
    EnvironmentSpec spec =
        ObservedEnvironment.spec(
            switch (pattern) {
              case ELASTIC_IP -> "ElasticIp";
              case NAT_GATEWAY -> "NatGateway";
              case PRIVATE_ENDPOINTS -> "PrivateEndpoints";
            },
            "existing: {subnetIds: [subnet-1]}");
    ForeignVpc vpc = vpc(pattern, endpoints);
    return ObservedEnvironment.of(
            spec,
            new VpcPlacement.InForeign(vpc, spec.networkOrDefault().existingVpc().orElseThrow()),
            Optional.of(vpc))
        .with(controls)
        .path()
        .hops()
        .stream()
        .filter(hop -> hop.place().isControl() && (hop.isBroken() || hop.isSuspect()))
        .map(hop -> hop.verdict().sentence())
        .toList();
  }

  private static ForeignVpc vpc(Pattern pattern, String endpoints) {
    Consent agreed = new Consent(Optional.of("*"));
    Egress egress =
        switch (pattern) {
          case ELASTIC_IP -> new Egress(Egress.Kind.INTERNET_GATEWAY, "igw-1");
          case NAT_GATEWAY -> new Egress(Egress.Kind.OTHER, "nat-1");
          case PRIVATE_ENDPOINTS -> new Egress(Egress.Kind.NONE, "");
        };
    return new ForeignVpc(
        "vpc-1",
        List.of("10.1.0.0/16"),
        agreed,
        true,
        true,
        Optional.of("igw-1"),
        List.of(
            new ForeignVpc.Subnet("subnet-1", "10.1.0.0/24", "eu-west-1a", agreed, egress, ""),
            new ForeignVpc.Subnet("subnet-2", "10.1.1.0/24", "eu-west-1b", agreed, egress, "")),
        pattern == Pattern.PRIVATE_ENDPOINTS
            ? List.of(endpoint("ssm", endpoints), endpoint("ssmmessages", endpoints))
            : List.of());
  }

  private static ForeignVpc.Endpoint endpoint(String service, String range) {
    return new ForeignVpc.Endpoint(
        "vpce-" + service,
        "com.amazonaws.eu-west-1." + service,
        true,
        set(range),
        true,
        set("sg-1"),
        set(ANY),
        "");
  }

  private static SortedSet<String> set(String one) {
    return new TreeSet<>(Set.of(one));
  }
}
