package io.ssmenv.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Topology;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void showsInstancesWithTheirSubnetAndRoutes() {
    assertThat(draw(DiagramInputs.ELASTIC_IP).words())
        .contains(
            "VPC reports",
            "10.20.0.0/16",
            "zone eu-west-1a",
            "subnet workload-a",
            "10.20.0.0/19",
            "app-0",
            "t3.micro",
            "Elastic IP",
            "AmazonSSMManagedInstanceCore",
            "tcp 443 to anywhere",
            "Internet gateway",
            "Internet")
        .doesNotContain("NAT gateway a", "VPC endpoints");
  }

  @Test
  void aNatGatewayIsInItsPublicSubnetWithAnElasticIp() {
    assertThat(draw(DiagramInputs.NAT_GATEWAY).words())
        .contains("subnet public-a", "10.20.96.0/19", "NAT gateway a", "Internet gateway")
        .containsOnlyOnce("Elastic IP");
  }

  @Test
  void anEnvironmentWithEndpointsHasNoInternetGateway() {
    assertThat(draw(DiagramInputs.PRIVATE_ENDPOINTS).words())
        .contains("ssm", "ssmmessages", "ec2messages", "tcp 443 from the VPC", "tcp 443 to S3")
        .contains("S3 gateway endpoint", "Amazon S3")
        .doesNotContain("Internet", "Internet gateway", "0.0.0.0/0", "Elastic IP");
  }

  @Test
  void withoutAGatewayEndpointThereIsNoS3() {
    assertThat(
            draw(DiagramInputs.PRIVATE_ENDPOINTS.replace(
                    "PrivateEndpoints", "PrivateEndpoints, endpoints: {s3Gateway: false}"))
                .words())
        .noneMatch(text -> text.contains("S3"));
  }

  @Test
  void everyInstanceIsDrawn() {
    List<String> words = draw(DiagramInputs.ELASTIC_IP.replace("count: 1", "count: 2")).words();

    assertThat(words).contains("app-0", "app-1").filteredOn("Elastic IP"::equals).hasSize(2);
  }

  @Test
  void everyZoneIsDrawn() {
    List<String> words = draw(DiagramInputs.NAT_GATEWAY.replace("Zones: 1", "Zones: 2")).words();

    assertThat(words)
        .contains("zone eu-west-1a", "zone eu-west-1b", "subnet workload-b", "10.20.32.0/19")
        .contains("subnet public-b", "10.20.128.0/19", "NAT gateway b");
  }

  @Test
  void theRoutesComeFromTheTopologyNotFromThePattern() {
    DiagramInput bypassed =
        changed(
            DiagramInputs.of(DiagramInputs.NAT_GATEWAY),
            resource ->
                resource instanceof Route route && route.table().toString().endsWith("workload-a")
                    ? Route.of(Key.of("routetable", "workload-a"), "192.0.2.0/24", route.target())
                    : resource);

    Drawing drawing = Drawing.read(Picture.of(List.of(bypassed)));

    assertThat(drawing.words()).contains("192.0.2.0/24").containsOnlyOnce("0.0.0.0/0");
  }

  @Test
  void blockedInboundTrafficIsDrawnOnlyIfNoRuleAllowsIt() {
    DiagramInput closed = DiagramInputs.of(DiagramInputs.ELASTIC_IP);
    DiagramInput open =
        changed(
            closed,
            resource ->
                resource instanceof SecurityGroupRule rule
                    ? SecurityGroupRule.of(
                        Key.of("securitygroup", "instances"),
                        Direction.INGRESS,
                        "tcp",
                        22,
                        22,
                        rule.peer())
                    : resource);

    Drawing withoutInbound = Drawing.read(Picture.of(List.of(closed)));
    Drawing withInbound = Drawing.read(Picture.of(List.of(open)));

    assertThat(withoutInbound.all(DrawingStyle.BLOCKED)).hasSize(1);
    assertThat(withoutInbound.words()).contains("none");
    assertThat(withoutInbound.description())
        .contains("No security group rule allows inbound traffic.");
    assertThat(withInbound.all(DrawingStyle.BLOCKED)).isEmpty();
    assertThat(withInbound.words()).contains("tcp 22 from anywhere").doesNotContain("none");
    assertThat(withInbound.description())
        .contains("Some security group rules allow inbound traffic.");
  }

  @Test
  void theDescriptionSaysWhatThePictureShows() {
    Drawing drawing =
        Drawing.read(
            Picture.of(
                List.of(
                    DiagramInputs.of("one", DiagramInputs.ELASTIC_IP),
                    DiagramInputs.of("two", DiagramInputs.PRIVATE_ENDPOINTS))));

    assertThat(drawing.title()).isEqualTo("How EC2 instances reach AWS Systems Manager: one, two");
    assertThat(drawing.description())
        .contains("one, pattern ELASTIC_IP: a VPC with the range 10.20.0.0/16.")
        .contains("app-0 with an Elastic IP; the default route leads to the Internet gateway.")
        .contains("no route to the Internet, endpoints for ec2messages, ssm, ssmmessages.");
  }

  @Test
  void aGuestIsDrawnInTheVpcOfItsHost() {
    Drawing drawing =
        Drawing.read(
            Picture.of(
                List.of(
                    DiagramInputs.shared(DiagramInputs.ELASTIC_IP, DiagramInputs.NAT_GATEWAY))));

    assertThat(drawing.words())
        .contains("reports: ELASTIC_IP", "guest-0: NAT_GATEWAY", "10.20.192.0/24")
        .containsOnlyOnce("VPC reports", "Internet", "subnet public-a")
        .doesNotContain("VPC guest-0");
    assertThat(drawing.all(DrawingStyle.VPC)).hasSize(1);
    assertThat(drawing.description())
        .contains("guest-0, pattern NAT_GATEWAY: in the VPC of reports.")
        .contains("app-0; the default route leads to the NAT gateway a.");
  }

  @Test
  void whatSeveralEnvironmentsUseIsDrawnOnce() {
    Drawing drawing =
        Drawing.read(
            Picture.of(
                List.of(
                    DiagramInputs.shared(
                        DiagramInputs.NAT_GATEWAY,
                        DiagramInputs.NAT_GATEWAY,
                        DiagramInputs.PRIVATE_ENDPOINTS))));

    assertThat(drawing.words())
        .containsOnlyOnce("subnet public-a", "VPC endpoints", "S3 gateway endpoint")
        .containsOnlyOnce("tcp 443 to the endpoints");
  }

  @Test
  void specialCharactersAreEscaped() {
    Peer peer = new Peer.PrefixList("<&>");
    DiagramInput input =
        changed(
            DiagramInputs.of(DiagramInputs.ELASTIC_IP),
            resource ->
                resource instanceof SecurityGroupRule
                    ? SecurityGroupRule.https(
                        Key.of("securitygroup", "instances"), Direction.EGRESS, peer)
                    : resource);

    assertThat(Drawing.read(Picture.of(List.of(input))).words()).contains("tcp 443 to <&>");
  }

  @Test
  void aTopologyWithoutAVpcIsRejected() {
    assertThatThrownBy(() -> Picture.of(List.of(new DiagramInput("none", "", Topology.EMPTY))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The topology has no VPC");
  }

  private static Drawing draw(String spec) {
    return Drawing.read(Picture.of(List.of(DiagramInputs.of(spec))));
  }

  private static DiagramInput changed(DiagramInput input, UnaryOperator<Resource> change) {
    Topology.Builder graph = Topology.builder();
    input.topology().resources().forEach(resource -> graph.add(change.apply(resource)));
    return new DiagramInput(input.name(), input.pattern(), graph.build());
  }
}
