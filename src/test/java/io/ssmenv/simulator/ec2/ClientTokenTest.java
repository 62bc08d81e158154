package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** Client tokens: a repeated request has the same result. */
class ClientTokenTest {

  /**
   * The EC2 operations with a client token, each with different parameters for the second request.
   */
  enum Creation {
    NAT_GATEWAY(made ->
        made.ec2
            .createNatGateway(
                r -> r.subnetId(made.subnet).allocationId(made.address()).clientToken(made.token))
            .natGateway()
            .natGatewayId()),
    ROUTE_TABLE(made ->
        made.ec2
            .createRouteTable(r -> r.vpcId(made.vpc()).clientToken(made.token))
            .routeTable()
            .routeTableId()),
    NETWORK_INTERFACE(made ->
        made.ec2
            .createNetworkInterface(
                r -> r.subnetId(made.subnet).description(made.word).clientToken(made.token))
            .networkInterface()
            .networkInterfaceId()),
    VPC_ENDPOINT(made ->
        made.ec2
            .createVpcEndpoint(r ->
                r.vpcId(made.vpc())
                    .serviceName("com.amazonaws.eu-west-1.s3")
                    .clientToken(made.token))
            .vpcEndpoint()
            .vpcEndpointId()),
    NETWORK_ACL(made ->
        made.ec2
            .createNetworkAcl(r -> r.vpcId(made.vpc()).clientToken(made.token))
            .networkAcl()
            .networkAclId()),
    INSTANCE(made ->
        made.ec2
            .runInstances(r ->
                r.imageId(Ec2Fixture.image())
                    .instanceType(InstanceType.T3_MICRO)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(made.subnet)
                    .userData(made.word)
                    .clientToken(made.token))
            .instances()
            .getFirst()
            .instanceId());

    private final Function<Attempt, String> create;

    Creation(Function<Attempt, String> create) {
      this.create = create;
    }

    String make(Attempt attempt) {
      return create.apply(attempt);
    }
  }

  /** The first or the second request. */
  record Attempt(
      Ec2Client ec2,
      String token,
      String word,
      String subnet,
      List<String> vpcs,
      List<String> addresses) {
    String vpc() {
      return word.equals("one") ? vpcs.get(0) : vpcs.get(1);
    }

    String address() {
      return word.equals("one") ? addresses.get(0) : addresses.get(1);
    }

    Attempt with(String newToken, String newWord) {
      return new Attempt(ec2, newToken, newWord, subnet, vpcs, addresses);
    }
  }

  private Ec2Fixture fixture;
  private Attempt attempt;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    List<String> vpcs = List.of(fixture.vpc(), fixture.vpc());
    List<String> addresses = List.of(fixture.address(), fixture.address());
    fixture.gateway(vpcs.get(0));
    String subnet = fixture.subnet(vpcs.get(0), "10.20.1.0/24");
    attempt = new Attempt(fixture.ec2, "t", "one", subnet, vpcs, addresses);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @EnumSource
  void theSameTokenCreatesOneResourceAndRejectsOtherParameters(Creation creation) {
    String id = creation.make(attempt);
    assertThat(creation.make(attempt)).isEqualTo(id);
    refused("IdempotentParameterMismatch", () -> creation.make(attempt.with("t", "two")));
    assertThat(creation.make(attempt.with("t2", "two"))).isNotEqualTo(id);
  }

  @ParameterizedTest
  @EnumSource
  void aTokenHasAtMost64AsciiCharacters(Creation creation) {
    refused("InvalidParameterValue", () -> creation.make(attempt.with("t".repeat(65), "one")));
    refused("InvalidParameterValue", () -> creation.make(attempt.with("tökén", "one")));
    assertThatCode(() -> creation.make(attempt.with("t".repeat(64), "one")))
        .doesNotThrowAnyException();
  }

  @Test
  void aTokenIsStillValidADayAfterItsInstance() {
    String id = Creation.INSTANCE.make(attempt);
    fixture.ec2.terminateInstances(r -> r.instanceIds(id));
    fixture.pass(Duration.ofHours(25));
    refused(
        "InvalidInstanceID.NotFound", () -> fixture.ec2.describeInstances(r -> r.instanceIds(id)));
    refused("IdempotentInstanceTerminated", () -> Creation.INSTANCE.make(attempt));
  }
}
