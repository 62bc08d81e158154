package io.ssmenv.aws.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.ssmenv.topology.Ownership;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** What the operator's credentials cannot do in EC2 and Systems Manager. */
class OperatorLimitsTest extends IntruderTest {

  @Test
  void whatGetsNoOwnershipTagsIsNotCreated() {
    String vpc = vpc(ec2, OURS);
    denied(() -> vpc(ec2, Map.of()));
    denied(() -> subnet(ec2, vpc, Map.of()));
    String subnet = subnet(ec2, vpc, OURS);
    denied(() -> networkInterface(subnet, Map.of()));
    denied(() -> vpc(ec2, THEIRS));
    for (String tag :
        List.of(
            Ownership.TAG_SCHEMA,
            Ownership.TAG_CLUSTER,
            Ownership.TAG_ENVIRONMENT,
            Ownership.TAG_KEY)) {
      Map<String, String> incomplete = new HashMap<>(OURS);
      incomplete.remove(tag);
      denied(() -> vpc(ec2, incomplete));
    }
  }

  @Test
  void whatIsNotOursIsNeitherChangedNorDeleted() {
    for (String other : List.of(vpc(somebodysEc2, THEIRS), vpc(somebodysEc2, Map.of()))) {
      denied(() -> ec2.deleteVpc(request -> request.vpcId(other)));
      denied(() ->
          ec2.modifyVpcAttribute(
              request -> request.vpcId(other).enableDnsHostnames(value -> value.value(true))));
    }
    String ours = vpc(ec2, OURS);
    assertThatCode(() -> ec2.deleteVpc(request -> request.vpcId(ours))).doesNotThrowAnyException();
  }

  @Test
  void nothingIsMadeOursOrAnothersByTags() {
    String theirs = vpc(somebodysEc2, THEIRS);
    String nobodys = vpc(somebodysEc2, Map.of());
    String ours = vpc(ec2, OURS);

    denied(() -> tag(theirs, OURS));
    denied(() -> tag(nobodys, OURS));
    denied(() -> tag(ours, Map.of(Ownership.TAG_ENVIRONMENT, "another")));
    assertThatCode(() -> tag(ours, Map.of("ssmenv-retained", "true"))).doesNotThrowAnyException();
  }

  @Test
  void whatIsOursIsNotPutIntoWhatIsNot() {
    String theirs = vpc(somebodysEc2, THEIRS);
    String ours = vpc(ec2, OURS);

    String foreign = subnet(somebodysEc2, theirs, THEIRS);
    denied(() -> subnet(ec2, theirs, OURS));
    denied(() -> networkInterface(foreign, OURS));
    String own = subnet(ec2, ours, OURS);
    assertThatCode(() -> networkInterface(own, OURS)).doesNotThrowAnyException();
    String gateway =
        ec2.createInternetGateway(
                request -> request.tagSpecifications(specs(ResourceType.INTERNET_GATEWAY, OURS)))
            .internetGateway()
            .internetGatewayId();
    denied(() ->
        ec2.attachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(theirs)));
  }

  @Test
  void withoutTheTagOnTheRoleNothingIsWritten() {
    String ours = vpc(ec2, OURS);
    restrict(PolicyOptions.defaults(), Map.of());

    denied(() -> vpc(ec2, OURS));
    denied(() -> ec2.deleteVpc(request -> request.vpcId(ours)));
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void parametersOfTheAccountAreNotRead() {
    assertThatCode(() ->
            ssm.getParameter(request ->
                request.name(
                    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")))
        .doesNotThrowAnyException();
    denied(() -> ssm.getParameter(request -> request.name("/team-a/password")));
  }

  private static List<TagSpecification> specs(ResourceType type, Map<String, String> tags) {
    return tags.isEmpty()
        ? List.of()
        : List.of(TagSpecification.builder().resourceType(type).tags(ec2Tags(tags)).build());
  }

  private static List<Tag> ec2Tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  private static String vpc(Ec2Client client, Map<String, String> tags) {
    return client
        .createVpc(request ->
            request.cidrBlock("10.20.0.0/16").tagSpecifications(specs(ResourceType.VPC, tags)))
        .vpc()
        .vpcId();
  }

  private static String subnet(Ec2Client client, String vpc, Map<String, String> tags) {
    return client
        .createSubnet(request ->
            request
                .vpcId(vpc)
                .cidrBlock("10.20.0.0/20")
                .tagSpecifications(specs(ResourceType.SUBNET, tags)))
        .subnet()
        .subnetId();
  }

  private void networkInterface(String subnet, Map<String, String> tags) {
    ec2.createNetworkInterface(request ->
        request.subnetId(subnet).tagSpecifications(specs(ResourceType.NETWORK_INTERFACE, tags)));
  }

  private void tag(String id, Map<String, String> tags) {
    ec2.createTags(request -> request.resources(id).tags(ec2Tags(tags)));
  }
}
