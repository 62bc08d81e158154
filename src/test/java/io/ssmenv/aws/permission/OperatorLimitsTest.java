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

/** Calls that the operator's credentials do not allow in EC2 and Systems Manager. */
class OperatorLimitsTest extends StolenCredentialsTest {

  @Test
  void resourcesWithoutOwnershipTagsCannotBeCreated() {
    String vpc = vpc(ec2, OWN_TAGS);
    assertDenied(() -> vpc(ec2, Map.of()));
    assertDenied(() -> subnet(ec2, vpc, Map.of()));
    String subnet = subnet(ec2, vpc, OWN_TAGS);
    assertDenied(() -> networkInterface(subnet, Map.of()));
    assertDenied(() -> vpc(ec2, FOREIGN_TAGS));
    for (String tag :
        List.of(
            Ownership.TAG_SCHEMA,
            Ownership.TAG_CLUSTER,
            Ownership.TAG_ENVIRONMENT,
            Ownership.TAG_KEY)) {
      Map<String, String> incomplete = new HashMap<>(OWN_TAGS);
      incomplete.remove(tag);
      assertDenied(() -> vpc(ec2, incomplete));
    }
  }

  @Test
  void foreignResourcesCannotBeChangedOrDeleted() {
    for (String foreignVpc : List.of(vpc(adminEc2, FOREIGN_TAGS), vpc(adminEc2, Map.of()))) {
      assertDenied(() -> ec2.deleteVpc(request -> request.vpcId(foreignVpc)));
      assertDenied(() ->
          ec2.modifyVpcAttribute(
              request -> request.vpcId(foreignVpc).enableDnsHostnames(value -> value.value(true))));
    }
    String ownVpc = vpc(ec2, OWN_TAGS);
    assertThatCode(() -> ec2.deleteVpc(request -> request.vpcId(ownVpc)))
        .doesNotThrowAnyException();
  }

  @Test
  void ownershipTagsCannotBeChanged() {
    String foreignVpc = vpc(adminEc2, FOREIGN_TAGS);
    String untaggedVpc = vpc(adminEc2, Map.of());
    String ownVpc = vpc(ec2, OWN_TAGS);

    assertDenied(() -> tag(foreignVpc, OWN_TAGS));
    assertDenied(() -> tag(untaggedVpc, OWN_TAGS));
    assertDenied(() -> tag(ownVpc, Map.of(Ownership.TAG_ENVIRONMENT, "another")));
    assertThatCode(() -> tag(ownVpc, Map.of("ssmenv-retained", "true"))).doesNotThrowAnyException();
  }

  @Test
  void ownResourcesCannotBeCreatedInForeignOnes() {
    String foreignVpc = vpc(adminEc2, FOREIGN_TAGS);
    String ownVpc = vpc(ec2, OWN_TAGS);

    String foreignSubnet = subnet(adminEc2, foreignVpc, FOREIGN_TAGS);
    assertDenied(() -> subnet(ec2, foreignVpc, OWN_TAGS));
    assertDenied(() -> networkInterface(foreignSubnet, OWN_TAGS));
    String ownSubnet = subnet(ec2, ownVpc, OWN_TAGS);
    assertThatCode(() -> networkInterface(ownSubnet, OWN_TAGS)).doesNotThrowAnyException();
    String gateway =
        ec2.createInternetGateway(request ->
                request.tagSpecifications(specs(ResourceType.INTERNET_GATEWAY, OWN_TAGS)))
            .internetGateway()
            .internetGatewayId();
    assertDenied(() ->
        ec2.attachInternetGateway(request -> request.internetGatewayId(gateway).vpcId(foreignVpc)));
  }

  @Test
  void withoutTheClusterTagOnTheRoleNothingCanBeWritten() {
    String ownVpc = vpc(ec2, OWN_TAGS);
    restrict(PolicyOptions.defaults(), Map.of());

    assertDenied(() -> vpc(ec2, OWN_TAGS));
    assertDenied(() -> ec2.deleteVpc(request -> request.vpcId(ownVpc)));
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void parametersOfTheAccountCannotBeRead() {
    assertThatCode(() ->
            ssm.getParameter(request ->
                request.name(
                    "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64")))
        .doesNotThrowAnyException();
    assertDenied(() -> ssm.getParameter(request -> request.name("/team-a/password")));
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
