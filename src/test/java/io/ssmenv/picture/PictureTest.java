package io.ssmenv.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Route;
import io.ssmenv.topology.SecurityGroupRule;
import io.ssmenv.topology.SecurityGroupRule.Direction;
import io.ssmenv.topology.SecurityGroupRule.Peer;
import io.ssmenv.topology.Topology;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void showsWhereAnInstanceIsAndWhereItsRoutesLead() {
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
  void aNatGatewayStandsInItsPublicSubnetWithTheAddress() {
    assertThat(draw(DiagramInputs.NAT_GATEWAY).words())
        .contains("subnet public-a", "10.20.96.0/19", "NAT gateway a", "Internet gateway")
        .containsOnlyOnce("Elastic IP");
  }

  @Test
  void anEnvironmentWithEndpointsHasNoInternet() {
    assertThat(draw(DiagramInputs.PRIVATE_ENDPOINTS).words())
        .contains("ssm", "ssmmessages", "ec2messages", "tcp 443 from the VPC", "tcp 443 to S3")
        .contains("S3 gateway endpoint", "Amazon S3")
        .doesNotContain("Internet", "Internet gateway", "0.0.0.0/0", "Elastic IP");
  }

  @Test
  void withoutTheGatewayEndpointThereIsNoS3() {
    assertThat(
            draw(DiagramInputs.PRIVATE_ENDPOINTS.replace(
                    "PrivateEndpoints", "PrivateEndpoints, endpoints: {s3Gateway: false}"))
                .words())
        .noneMatch(text -> text.contains("S3"));
  }

  @Test
  void anotherInstanceIsDrawnToo() {
    List<String> words = draw(DiagramInputs.ELASTIC_IP.replace("count: 1", "count: 2")).words();

    assertThat(words).contains("app-0", "app-1").filteredOn("Elastic IP"::equals).hasSize(2);
  }

  @Test
  void anotherZoneIsDrawnToo() {
    List<String> words = draw(DiagramInputs.NAT_GATEWAY.replace("Zones: 1", "Zones: 2")).words();

    assertThat(words)
        .contains("zone eu-west-1a", "zone eu-west-1b", "subnet workload-b", "10.20.32.0/19")
        .contains("subnet public-b", "10.20.128.0/19", "NAT gateway b");
  }

  @Test
  void theRoutesOfTheTopologyAreDrawnNotThoseOfThePattern() {
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
  void thatNothingComesInIsSaidOnlyWhereItIsTrue() {
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

    Drawing shut = Drawing.read(Picture.of(List.of(closed)));
    Drawing ajar = Drawing.read(Picture.of(List.of(open)));

    assertThat(shut.all(DrawingStyle.BARRED)).hasSize(1);
    assertThat(shut.words()).contains("nothing");
    assertThat(shut.description()).contains("No rule lets anything in.");
    assertThat(ajar.all(DrawingStyle.BARRED)).isEmpty();
    assertThat(ajar.words()).contains("tcp 22 from anywhere").doesNotContain("nothing");
    assertThat(ajar.description()).contains("There are rules that let something in.");
  }

  @Test
  void saysInWordsWhatItShows() {
    Drawing drawing =
        Drawing.read(
            Picture.of(
                List.of(
                    DiagramInputs.of("one", DiagramInputs.ELASTIC_IP),
                    DiagramInputs.of("two", DiagramInputs.PRIVATE_ENDPOINTS))));

    assertThat(drawing.title()).isEqualTo("How EC2 instances reach AWS Systems Manager: one, two");
    assertThat(drawing.description())
        .contains("one, pattern ELASTIC_IP: a VPC with the range 10.20.0.0/16.")
        .contains("app-0 with an Elastic IP; the way out is the Internet gateway.")
        .contains("no way into the Internet, endpoints for ec2messages, ssm, ssmmessages.");
  }

  @Test
  void whatIsNoTextInAnSvgIsEscaped() {
    Peer strange = new Peer.PrefixList("<&>");
    DiagramInput subject =
        changed(
            DiagramInputs.of(DiagramInputs.ELASTIC_IP),
            resource ->
                resource instanceof SecurityGroupRule
                    ? SecurityGroupRule.https(
                        Key.of("securitygroup", "instances"), Direction.EGRESS, strange)
                    : resource);

    assertThat(Drawing.read(Picture.of(List.of(subject))).words()).contains("tcp 443 to <&>");
  }

  @Test
  void aTopologyWithoutAVpcIsRefused() {
    assertThatThrownBy(() -> Picture.of(List.of(new DiagramInput("none", "", Topology.EMPTY))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The topology has no VPC");
  }

  private static Drawing draw(String spec) {
    return Drawing.read(Picture.of(List.of(DiagramInputs.of(spec))));
  }

  private static DiagramInput changed(
      DiagramInput subject, java.util.function.UnaryOperator<Resource> change) {
    Topology.Builder graph = Topology.builder();
    subject.topology().resources().forEach(resource -> graph.add(change.apply(resource)));
    return new DiagramInput(subject.name(), subject.pattern(), graph.build());
  }
}
