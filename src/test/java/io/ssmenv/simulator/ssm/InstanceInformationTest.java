package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.simulator.AwsClients;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** DescribeInstanceInformation: its content, filters and pagination. */
class InstanceInformationTest {
  private final VirtualTime clock = new VirtualTime();
  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String gateway;
  private String instance;

  @BeforeEach
  void start() throws IOException {
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    gateway = fixture.elasticIp();
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(3));
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  @Test
  void describesANode() {
    InstanceInformation node = fixture.nodes().getFirst();

    assertThat(node.instanceId()).isEqualTo(instance);
    assertThat(node.pingStatusAsString()).isEqualTo("Online");
    assertThat(node.lastPingDateTime())
        .isBetween(clock.instant().minus(Duration.ofMinutes(5)), clock.instant());
    assertThat(node.platformTypeAsString()).isEqualTo("Linux");
    assertThat(node.resourceTypeAsString()).isEqualTo("EC2Instance");
    assertThat(node.ipAddress()).startsWith("10.0.1.");
    assertThat(node.agentVersion()).matches("3\\.\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void describesANodeInItsAccountAndRegionOnly() {
    AwsClients clients = AwsClients.of(aws);

    assertThat(clients.ssm().describeInstanceInformation().instanceInformationList()).hasSize(1);
    assertThat(
            clients
                .as("444455556666")
                .ssm()
                .describeInstanceInformation()
                .instanceInformationList())
        .isEmpty();
    assertThat(
            clients
                .in(Region.US_EAST_1)
                .ssm()
                .describeInstanceInformation()
                .instanceInformationList())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tag:team, a, 1",
    "tag:team, b, 0",
    "tag-key, team, 1",
    "tag-key, cost, 0",
    "PingStatus, Online, 1",
    "PingStatus, ConnectionLost, 0",
    "InstanceIds, i-0123456789abcdef0, 0",
    "ResourceType, EC2Instance, 1",
    "PlatformTypes, Windows, 0"
  })
  void filters(String key, String value, int found) {
    assertThat(described(Map.of(key, value))).hasSize(found);
  }

  @Test
  void filtersByInstanceWithBothFilterParameters() {
    assertThat(described(Map.of("InstanceIds", instance, "PingStatus", "Online"))).hasSize(1);
    assertThat(
            fixture
                .ssm
                .describeInstanceInformation(r ->
                    r.instanceInformationFilterList(f -> f.key("InstanceIds").valueSet(instance)))
                .instanceInformationList())
        .hasSize(1);
  }

  @Test
  void rejectsWhatAwsRejects() {
    refused(() -> described(Map.of("Name", "x")), "InvalidFilterKey");
    refused(() -> described(Map.of("InstanceIds", "app-0")), "InvalidInstanceId");
    refused(
        () -> described(Map.of("tag:team", "a", "PingStatus", "Online")), "ValidationException");
    refused(
        () -> fixture.ssm.describeInstanceInformation(r -> r.maxResults(51)),
        "ValidationException");
    refused(
        () -> fixture.ssm.describeInstanceInformation(r -> r.maxResults(4)), "ValidationException");
    refused(
        () -> fixture.ssm.describeInstanceInformation(r -> r.nextToken("x")), "InvalidNextToken");
    refused(() -> fixture.ssm.cancelCommand(r -> r.commandId("x")), "InvalidAction");
  }

  @Test
  void isPaged() {
    fixture.launchInWorkSubnet(6);
    String nat = fixture.natGatewayBehind(gateway);
    fixture.pass(Duration.ofMinutes(3));
    fixture.switchToNat(nat);
    fixture.pass(Duration.ofHours(2));

    DescribeInstanceInformationResponse first =
        fixture.ssm.describeInstanceInformation(r -> r.maxResults(5));
    assertThat(first.instanceInformationList()).hasSize(5);
    assertThat(
            fixture
                .ssm
                .describeInstanceInformation(r -> r.maxResults(5).nextToken(first.nextToken()))
                .instanceInformationList())
        .hasSize(2)
        .doesNotContainAnyElementsOf(first.instanceInformationList());
  }

  private List<InstanceInformation> described(Map<String, String> filters) {
    return fixture
        .ssm
        .describeInstanceInformation(
            DescribeInstanceInformationRequest.builder()
                .filters(
                    filters.entrySet().stream()
                        .map(f ->
                            InstanceInformationStringFilter.builder()
                                .key(f.getKey())
                                .values(f.getValue())
                                .build())
                        .toList())
                .build())
        .instanceInformationList();
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SsmException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }
}
