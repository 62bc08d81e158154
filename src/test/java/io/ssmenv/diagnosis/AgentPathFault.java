package io.ssmenv.diagnosis;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.Vpc;
import io.ssmenv.topology.VpcEndpoint;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A fault on the way of a pattern.
 *
 * @param rank where it is on the way
 * @param sentence what is said of it
 */
record AgentPathFault(
    String pattern, int rank, UnaryOperator<ObservedEnvironment> of, String sentence) {

  private static AgentPathFault without(String pattern, int rank, String key, String sentence) {
    return new AgentPathFault(pattern, rank, one -> one.without(key), sentence);
  }

  static ObservedEnvironment dnsSupportOff(ObservedEnvironment one) {
    Vpc vpc = one.resource(Vpc.class, "vpc");
    return one.with(new Vpc(vpc.key(), vpc.cidr(), false, vpc.dnsHostnames(), vpc.tags()));
  }

  static ObservedEnvironment dnsHostnamesOff(ObservedEnvironment one) {
    Vpc vpc = one.resource(Vpc.class, "vpc");
    return one.with(new Vpc(vpc.key(), vpc.cidr(), vpc.dnsSupport(), false, vpc.tags()));
  }

  private static ObservedEnvironment stopped(ObservedEnvironment one) {
    Instance of = one.resource(Instance.class, "instance/app-0");
    return one.with(
            new Instance(
                of.key(),
                of.networkInterface(),
                of.profile(),
                of.launch(),
                of.imageId(),
                of.rootDevice(),
                of.type(),
                true,
                false,
                of.tags()))
        .in("instance/app-0", Observed.State.READY, "stopped");
  }

  static ObservedEnvironment profile(ObservedEnvironment one, String id) {
    Instance of = one.resource(Instance.class, "instance/app-0");
    return one.with(
        new Instance(
            of.key(),
            of.networkInterface(),
            Ref.id(id),
            of.launch(),
            of.imageId(),
            of.rootDevice(),
            of.type(),
            true,
            true,
            of.tags()));
  }

  private static ObservedEnvironment trust(ObservedEnvironment one, String service) {
    Role role = one.resource(Role.class, "role");
    return one.with(
        new Role(
            role.key(),
            role.name(),
            role.path(),
            role.trust().replace("ec2.amazonaws.com", service),
            role.boundary(),
            role.tags()));
  }

  static ObservedEnvironment privateDnsOff(ObservedEnvironment one) {
    return one.with(one.resource(VpcEndpoint.class, "vpcendpoint/ssmmessages").withoutPrivateDns());
  }

  private static Stream<AgentPathFault> ofAll(String pattern) {
    String egress =
        "securitygrouprule/instances/egress/tcp/443/"
            + (pattern.equals("PrivateEndpoints") ? "securitygroup/endpoints" : "0.0.0.0/0");
    return Stream.of(
        new AgentPathFault(pattern, 10, AgentPathFault::stopped, "instance-app-0 is stopped"),
        new AgentPathFault(
            pattern,
            20,
            one -> dnsSupportOff(one).with(TrafficControlsTest.ALLOWING),
            "vpc has enableDnsSupport disabled, so no name resolves"),
        without(
            pattern,
            40,
            egress,
            "The security group securitygroup-instances of networkinterface-app-0 does not allow HTTPS to "
                + (pattern.equals("PrivateEndpoints") ? "vpcendpoint-ssm" : "any address")),
        new AgentPathFault(
            pattern, 90, one -> profile(one, "none"), "instance-app-0 has no instance profile"),
        without(
            pattern, 91, "instanceprofilerole", "The instance profile instanceprofile has no role"),
        new AgentPathFault(
            pattern,
            92,
            one -> trust(one, "lambda.amazonaws.com"),
            "The trust policy of the role role does not name ec2.amazonaws.com"),
        without(
            pattern,
            93,
            "rolepolicy/arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
            "The role role lacks the policy AmazonSSMManagedInstanceCore"));
  }

  private static Stream<AgentPathFault> ofPublic(String pattern) {
    return Stream.of(
        without(
            pattern,
            51,
            "route/workload-a/0.0.0.0/0",
            "The route table routetable-workload-a of subnet-workload-a has no route to 0.0.0.0/0"));
  }

  static final List<AgentPathFault> ALL =
      Stream.of(
              ofAll("ElasticIp"),
              ofPublic("ElasticIp"),
              ofAll("NatGateway"),
              ofPublic("NatGateway"),
              ofAll("PrivateEndpoints"),
              Stream.of(
                  without(
                      "ElasticIp",
                      60,
                      "internetgatewayattachment",
                      "The Internet gateway internetgateway is not attached to the VPC"),
                  without(
                      "ElasticIp",
                      70,
                      "addressassociation/app-0",
                      "The interface networkinterface-app-0 has no public address"),
                  new AgentPathFault(
                      "NatGateway",
                      60,
                      one -> one.in("natgateway/a", Observed.State.FAILED, "failed"),
                      "The NAT gateway natgateway-a is failed"),
                  without(
                      "NatGateway",
                      61,
                      "route/public/0.0.0.0/0",
                      "The route table routetable-public of subnet-public-a has no route to 0.0.0.0/0"),
                  without(
                      "NatGateway",
                      62,
                      "internetgatewayattachment",
                      "The Internet gateway internetgateway is not attached to the VPC"),
                  new AgentPathFault(
                      "PrivateEndpoints",
                      32,
                      one -> dnsHostnamesOff(one).with(TrafficControlsTest.ALLOWING),
                      "vpc has enableDnsHostnames disabled, so the name of ssm does not resolve to vpcendpoint-ssm"),
                  without(
                      "PrivateEndpoints",
                      31,
                      "vpcendpoint/ssm",
                      "There is no endpoint of ssm in the VPC"),
                  without(
                      "PrivateEndpoints",
                      60,
                      "securitygrouprule/endpoints/ingress/tcp/443/10.20.0.0/16",
                      "The security groups securitygroup-endpoints of the endpoint vpcendpoint-ssm do not allow HTTPS from 10.20.0.0/19"),
                  new AgentPathFault(
                      "PrivateEndpoints",
                      65,
                      one -> privateDnsOff(one).with(TrafficControlsTest.ALLOWING),
                      "The endpoint vpcendpoint-ssmmessages has private DNS disabled, so the name of ssmmessages resolves to public addresses, to which there is no route")))
          .flatMap(one -> one)
          .toList();

  @Override
  public String toString() {
    return pattern + " " + sentence;
  }
}
