package io.ssmenv.diagnosis;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.ForeignVpc;
import io.ssmenv.cloud.ForeignVpc.Consent;
import io.ssmenv.cloud.ForeignVpc.Egress;
import io.ssmenv.cloud.TrafficControls;
import io.ssmenv.desired.VpcPlacement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The traffic controls of a VPC of somebody else, and what of them is named. */
final class ForeignVpcPath {

  static final String ANY = "0.0.0.0/0";

  private final Pattern pattern;
  private final ForeignVpc vpc;

  private ForeignVpcPath(Pattern pattern, ForeignVpc vpc) {
    this.pattern = pattern;
    this.vpc = vpc;
  }

  /**
   * @param endpoints the ranges in which the endpoints of Systems Manager are, with commas
   * @param others the names of other services, with endpoints in subnet-2
   */
  static ForeignVpcPath of(Pattern pattern, String endpoints, String... others) {
    return new ForeignVpcPath(pattern, vpc(pattern, endpoints, List.of(others)));
  }

  /** What is named, sentence by sentence. */
  List<String> findings(TrafficControls controls) {
    return path(controls).hops().stream()
        .filter(hop -> hop.place().isControl() && (hop.isBroken() || hop.isSuspect()))
        .map(hop -> hop.verdict().sentence())
        .toList();
  }

  /** The path of a silent agent. */
  AgentPath path(TrafficControls controls) {
    EnvironmentSpec spec =
        ObservedEnvironment.spec(
            switch (pattern) {
              case ELASTIC_IP -> "ElasticIp";
              case NAT_GATEWAY -> "NatGateway";
              case PRIVATE_ENDPOINTS -> "PrivateEndpoints";
            },
            "existing: {subnetIds: [subnet-1]}");
    return ObservedEnvironment.of(
            spec,
            new VpcPlacement.InForeign(vpc, spec.networkOrDefault().existingVpc().orElseThrow()),
            Optional.of(vpc))
        .with(controls)
        .path();
  }

  private static ForeignVpc vpc(Pattern pattern, String endpoints, List<String> others) {
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
            ? Stream.concat(
                    Stream.of("ssm", "ssmmessages").map(service -> endpoint(service, endpoints)),
                    others.stream().map(service -> endpoint(service, "10.1.1.0/24")))
                .toList()
            : List.of());
  }

  private static ForeignVpc.Endpoint endpoint(String service, String range) {
    return new ForeignVpc.Endpoint(
        "vpce-" + service,
        "com.amazonaws.eu-west-1." + service,
        true,
        new TreeSet<>(List.of(range.split(","))),
        true,
        set("sg-1"),
        set(ANY),
        new TreeSet<>(),
        "");
  }

  static SortedSet<String> set(String one) {
    return new TreeSet<>(Set.of(one));
  }
}
