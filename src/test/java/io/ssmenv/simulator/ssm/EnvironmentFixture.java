package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.VirtualTime;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;

/** A VPC with an instance, built through the SDK, with a clock that the test advances. */
public final class EnvironmentFixture implements AutoCloseable {
  static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  private static final String ANYWHERE = "0.0.0.0/0";
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}\
      """;

  public final Ec2Client ec2;
  public final IamClient iam;
  public final SsmClient ssm;
  public final String vpc;
  public final String workSubnet;
  final String workTable;
  final String appGroup;
  public final String networkInterface;
  private final VirtualTime clock;

  public EnvironmentFixture(SimulatedAws aws, VirtualTime clock) {
    this.clock = clock;
    AwsClients clients = AwsClients.of(aws);
    ec2 = clients.ec2();
    iam = clients.iam();
    ssm = clients.ssm();
    role();
    vpc = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    pass(Duration.ofSeconds(5));
    dns(true, true);
    workSubnet = subnet("10.0.1.0/24");
    workTable = table(workSubnet);
    appGroup = group("app");
    networkInterface =
        ec2.createNetworkInterface(r -> r.subnetId(workSubnet).groups(appGroup))
            .networkInterface()
            .networkInterfaceId();
    pass(Duration.ofSeconds(15));
  }

  public void pass(Duration duration) {
    clock.pass(duration);
  }

  private void role() {
    iam.createRole(r -> r.roleName("app").assumeRolePolicyDocument(TRUST));
    iam.attachRolePolicy(r -> r.roleName("app").policyArn(CORE));
    iam.createInstanceProfile(r -> r.instanceProfileName("app"));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName("app").roleName("app"));
  }

  void dns(boolean support, boolean hostnames) {
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsSupport(flag(support)));
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(flag(hostnames)));
  }

  private static AttributeBooleanValue flag(boolean value) {
    return AttributeBooleanValue.builder().value(value).build();
  }

  private String subnet(String cidr) {
    String id =
        ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone("eu-west-1a"))
            .subnet()
            .subnetId();
    pass(Duration.ofSeconds(5));
    return id;
  }

  private String table(String subnet) {
    String id = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ec2.associateRouteTable(r -> r.routeTableId(id).subnetId(subnet));
    return id;
  }

  private String group(String name) {
    return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description(name)).groupId();
  }

  private String address() {
    return ec2.allocateAddress(r -> r.domain(DomainType.VPC)).allocationId();
  }

  /** Creates an Internet gateway, a default route to it, and an address of the interface. */
  public String elasticIp() {
    String gateway = attachedGateway();
    routeToGateway(workTable, gateway);
    String allocation = address();
    ec2.associateAddress(r -> r.allocationId(allocation).networkInterfaceId(networkInterface));
    return gateway;
  }

  private String attachedGateway() {
    String id = ec2.createInternetGateway(_ -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.internetGatewayId(id).vpcId(vpc));
    return id;
  }

  void routeToGateway(String table, String gateway) {
    ec2.createRoute(r -> r.routeTableId(table).destinationCidrBlock(ANYWHERE).gatewayId(gateway));
  }

  void deleteDefaultRoute() {
    ec2.deleteRoute(r -> r.routeTableId(workTable).destinationCidrBlock(ANYWHERE));
  }

  /** Creates a public subnet with a NAT gateway, and a default route to it. */
  String natGateway() {
    String gateway = attachedGateway();
    String nat = natGatewayBehind(gateway);
    routeToNat(nat);
    return nat;
  }

  String natGatewayBehind(String gateway) {
    String subnet = subnet("10.0.2.0/24");
    routeToGateway(table(subnet), gateway);
    String allocation = address();
    return ec2.createNatGateway(r -> r.subnetId(subnet).allocationId(allocation))
        .natGateway()
        .natGatewayId();
  }

  void routeToNat(String nat) {
    ec2.createRoute(
        r -> r.routeTableId(workTable).destinationCidrBlock(ANYWHERE).natGatewayId(nat));
  }

  void switchToNat(String nat) {
    ec2.replaceRoute(
        r -> r.routeTableId(workTable).destinationCidrBlock(ANYWHERE).natGatewayId(nat));
  }

  /** Creates endpoints with private DNS, whose group allows HTTPS from the VPC. */
  public String privateEndpoints() {
    String group = group("endpoints");
    ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(httpsFromVpc()));
    for (String service : List.of("ssm", "ssmmessages")) {
      ec2.createVpcEndpoint(r ->
          r.vpcId(vpc)
              .vpcEndpointType(VpcEndpointType.INTERFACE)
              .serviceName("com.amazonaws.eu-west-1." + service)
              .subnetIds(workSubnet)
              .securityGroupIds(group)
              .privateDnsEnabled(true));
    }
    return group;
  }

  static IpPermission httpsFromVpc() {
    return IpPermission.builder()
        .ipProtocol("tcp")
        .fromPort(443)
        .toPort(443)
        .ipRanges(r -> r.cidrIp("10.0.0.0/16"))
        .build();
  }

  public String launch() {
    return ec2.runInstances(r ->
            r.imageId(image())
                .instanceType("t3.micro")
                .minCount(1)
                .maxCount(1)
                .iamInstanceProfile(p -> p.name("app"))
                .tagSpecifications(t ->
                    t.resourceType(ResourceType.INSTANCE)
                        .tags(Tag.builder().key("team").value("a").build()))
                .networkInterfaces(n -> n.deviceIndex(0).networkInterfaceId(networkInterface)))
        .instances()
        .getFirst()
        .instanceId();
  }

  public void launchInWorkSubnet(int count) {
    ec2.runInstances(r ->
        r.imageId(image())
            .instanceType("t3.micro")
            .minCount(count)
            .maxCount(count)
            .subnetId(workSubnet)
            .securityGroupIds(appGroup)
            .iamInstanceProfile(p -> p.name("app")));
  }

  String image() {
    return ssm.getParameter(
            r -> r.name("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"))
        .parameter()
        .value();
  }

  List<InstanceInformation> nodes() {
    return ssm.describeInstanceInformation().instanceInformationList();
  }

  /** Returns the ping status of the only node, or {@code absent}. */
  String ping() {
    return nodes().stream()
        .map(InstanceInformation::pingStatusAsString)
        .findFirst()
        .orElse("absent");
  }

  public String connection(String instance) {
    return ssm.getConnectionStatus(r -> r.target(instance)).statusAsString();
  }

  @Override
  public void close() {
    ec2.close();
    iam.close();
    ssm.close();
  }
}
