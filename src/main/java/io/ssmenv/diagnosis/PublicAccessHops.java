package io.ssmenv.diagnosis;

import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.cloud.TrafficControls.BlockMode;
import io.ssmenv.cloud.TrafficControls.Part;
import io.ssmenv.cloud.TrafficControls.PublicAccess;
import io.ssmenv.diagnosis.Hop.Place;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * VPC Block Public Access. It drops packets without a word, neither in a route table nor in a
 * security group.
 *
 * @param vpc the id of the VPC
 */
record PublicAccessHops(Evidence evidence, String vpc) {

  private static final String BIDIRECTIONAL = "allow-bidirectional";
  private static final String EGRESS = "allow-egress";

  /** Of packets that pass the Internet gateway from an instance. */
  Hop ofInstance(SubnetPlace subnet) {
    return known(access ->
        blocks(access, subnet.id()) == BlockMode.OFF
            ? passes(access, subnet.id())
            : blocked(access, subnet.id(), BIDIRECTIONAL));
  }

  /** Of packets that pass the Internet gateway from a NAT gateway. */
  Hop ofNatGateway(SubnetPlace subnet) {
    return known(access ->
        blocks(access, subnet.id()) == BlockMode.BIDIRECTIONAL
            ? blocked(access, subnet.id(), EGRESS)
            : passes(access, subnet.id()));
  }

  /** The same, if only some subnets may be excluded, and that of the NAT gateway is not known. */
  Hop ofNatGatewayElsewhere(String id) {
    return known(access -> {
      if (access.mode() != BlockMode.BIDIRECTIONAL || isExcluded(access, vpc)) {
        return passes(access, id);
      }
      boolean perhaps =
          evidence
              .foreign()
              .filter(
                  known -> known.subnets().stream().anyMatch(one -> isExcluded(access, one.id())))
              .isPresent();
      return perhaps
          ? Hop.unknown(
              Place.BLOCK_PUBLIC_ACCESS,
              id,
              "Whether VPC Block Public Access concerns %s is not known: some subnets of %s are excluded"
                  .formatted(id, vpc))
          : blocked(access, id, EGRESS);
    });
  }

  private Hop known(Function<PublicAccess, Hop> hop) {
    Optional<PublicAccess> access = evidence.controls().flatMap(TrafficControls::publicAccess);
    return access
        .map(known -> evidence.dated(Part.PUBLIC_ACCESS, hop.apply(known)))
        .orElseGet(() ->
            Hop.unknown(
                Place.BLOCK_PUBLIC_ACCESS,
                vpc,
                Unread.of(evidence, Part.PUBLIC_ACCESS, "The options of VPC Block Public Access")));
  }

  private static boolean isExcluded(PublicAccess access, String id) {
    return Stream.concat(access.allowed().stream(), access.egressAllowed().stream())
        .anyMatch(id::equals);
  }

  private BlockMode blocks(PublicAccess access, String subnet) {
    if (access.allowed().contains(subnet) || access.allowed().contains(vpc)) {
      return BlockMode.OFF;
    }
    return access.mode() == BlockMode.BIDIRECTIONAL
            && (access.egressAllowed().contains(subnet) || access.egressAllowed().contains(vpc))
        ? BlockMode.INGRESS
        : access.mode();
  }

  private Hop passes(PublicAccess access, String what) {
    return Hop.ok(
        Place.BLOCK_PUBLIC_ACCESS,
        what,
        "Its mode is %s, which lets %s through".formatted(access.mode().wire(), what));
  }

  private Hop blocked(PublicAccess access, String what, String exclusion) {
    return Hop.broken(
        Place.BLOCK_PUBLIC_ACCESS,
        what,
        "Nothing passes between %s and the Internet gateway, because VPC Block Public Access of the account is %s in %s"
            .formatted(what, access.mode().wire(), evidence.spec().region()),
        "Ask for an exclusion of %s%s with %s"
            .formatted(what.startsWith("subnet-") ? "this subnet or of " : "", vpc, exclusion));
  }
}
