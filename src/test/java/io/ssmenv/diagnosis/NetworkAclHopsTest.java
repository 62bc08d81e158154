package io.ssmenv.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.Entry;
import io.ssmenv.cloud.TrafficControls.NetworkAcl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which network ACLs of a VPC are named as a reason for silent agents. */
class NetworkAclHopsTest {

  private static final Entry ALL_OUT = new Entry(true, 100, true, ForeignVpcPath.ANY, 0, 65_535);
  private static final Entry ALL_IN = new Entry(false, 100, true, ForeignVpcPath.ANY, 0, 65_535);
  private static final Entry LAST_OUT =
      new Entry(true, 32_767, false, ForeignVpcPath.ANY, 0, 65_535);
  private static final Entry LAST_IN =
      new Entry(false, 32_767, false, ForeignVpcPath.ANY, 0, 65_535);

  @Test
  void anAclThatAllowsWhatAgentsNeedIsNotNamed() {
    assertThat(acl(Pattern.ELASTIC_IP, ALL_OUT, ALL_IN, LAST_OUT, LAST_IN)).isEmpty();
    assertThat(
            acl(
                Pattern.ELASTIC_IP,
                new Entry(true, 10, true, ForeignVpcPath.ANY, 443, 443),
                new Entry(false, 10, true, ForeignVpcPath.ANY, 32_768, 65_535),
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
    assertThat(
            acl(
                Pattern.NAT_GATEWAY,
                new Entry(true, 10, true, ForeignVpcPath.ANY, 80, 80),
                LAST_OUT,
                ALL_IN))
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies TCP to port 443 of 0.0.0.0/0 by its rule *. Ask the owner of vpc-1 to allow it");
    assertThat(
            acl(
                Pattern.NAT_GATEWAY,
                ALL_OUT,
                new Entry(false, 10, true, ForeignVpcPath.ANY, 49_152, 65_535),
                LAST_IN))
        .as("the ports of Windows only")
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies some of the answers from 0.0.0.0/0, which is TCP to the ports 32768-60999, by its rule *. Ask the owner of vpc-1 to allow it");
  }

  /** A connection takes one of many ports: the agent tries again, and gets another one. */
  @Test
  void aDenialOfSomePortsOfTheAnswersIsSuspectedAndNotCondemned() {
    Entry ofDatabase = new Entry(false, 10, false, ForeignVpcPath.ANY, 33_060, 33_060);
    List<NetworkAcl> acls =
        List.of(
            new NetworkAcl(
                "acl-1",
                ForeignVpcPath.set("subnet-1"),
                List.of(ALL_OUT, ofDatabase, ALL_IN, LAST_OUT, LAST_IN)));
    assertThat(
            ForeignVpcPath.of(Pattern.ELASTIC_IP, "10.1.1.0/24").path(controls(acls)).firstBroken())
        .isEmpty();
    assertThat(findings(Pattern.ELASTIC_IP, acls, "10.1.1.0/24"))
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies some of the answers from 0.0.0.0/0, which is TCP to the ports 32768-60999, by its rule 10. Ask the owner of vpc-1 to allow it");
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
    NetworkAcl closed =
        new NetworkAcl("acl-1", ForeignVpcPath.set("subnet-1"), List.of(LAST_OUT, LAST_IN));
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(closed), "10.1.0.0/24")).isEmpty();
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(closed), "10.1.1.0/24"))
        .containsExactly(
            "The network ACL acl-1 of subnet-1 denies TCP to port 443 of 10.1.1.0/24 by its rule *. Ask the owner of vpc-1 to allow it");
    NetworkAcl ofServer =
        new NetworkAcl("acl-2", ForeignVpcPath.set("subnet-2"), List.of(LAST_IN, ALL_OUT));
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(ofServer), "10.1.1.0/24"))
        .containsExactly(
            "The network ACL acl-2 of subnet-2 denies TCP to port 443 from 10.1.0.0/24 by its rule *. Ask the owner of vpc-1 to allow it");
  }

  /** The security group of the instances has a rule for each range. */
  @Test
  void anEndpointInSeveralSubnetsIsReached() {
    AgentPath path =
        ForeignVpcPath.of(Pattern.PRIVATE_ENDPOINTS, "10.1.0.0/24,10.1.1.0/24")
            .path(controls(List.of()));
    assertThat(path.hops())
        .filteredOn(hop -> hop.place() == Hop.Place.SECURITY_GROUP)
        .isNotEmpty()
        .allMatch(hop -> hop.verdict() instanceof Verdict.Ok);
  }

  /** The name of a service has the addresses of all its endpoint's zones. */
  @Test
  void anEndpointThatIsReachedInAnotherSubnetIsSuspectedAndNotCondemned() {
    NetworkAcl closed =
        new NetworkAcl("acl-1", ForeignVpcPath.set("subnet-1"), List.of(LAST_OUT, LAST_IN));
    NetworkAcl ofServer =
        new NetworkAcl("acl-2", ForeignVpcPath.set("subnet-2"), List.of(LAST_IN, ALL_OUT));
    for (NetworkAcl acl : List.of(closed, ofServer)) {
      AgentPath path =
          ForeignVpcPath.of(Pattern.PRIVATE_ENDPOINTS, "10.1.0.0/24,10.1.1.0/24")
              .path(controls(List.of(acl)));
      assertThat(path.firstBroken()).isEmpty();
      assertThat(path.toTell()).extracting(Hop::resource).containsExactly(acl.id());
    }
  }

  @Test
  void anAclAtTheEndpointOfAServiceThatAgentsDoNotNeedIsNotNamed() {
    NetworkAcl ofServer =
        new NetworkAcl("acl-2", ForeignVpcPath.set("subnet-2"), List.of(LAST_IN, LAST_OUT));
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(ofServer), "10.1.0.0/24", "logs"))
        .isEmpty();
    assertThat(findings(Pattern.PRIVATE_ENDPOINTS, List.of(ofServer), "10.1.1.0/24", "logs"))
        .hasSize(1);
  }

  private static List<String> acl(Pattern pattern, Entry... entries) {
    return findings(
        pattern,
        List.of(new NetworkAcl("acl-1", ForeignVpcPath.set("subnet-1"), List.of(entries))),
        "10.1.1.0/24");
  }

  private static List<String> findings(
      Pattern pattern, List<NetworkAcl> acls, String endpoints, String... others) {
    return ForeignVpcPath.of(pattern, endpoints, others).findings(controls(acls));
  }

  private static TrafficControls controls(List<NetworkAcl> acls) {
    return new TrafficControls(
        acls, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }
}
