package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusEvent;

/** Status checks, scheduled events and console output. */
class InstanceStatusTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String id;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    String subnet = fixture.subnet(fixture.vpc(), "10.20.1.0/24");
    id =
        ec2.runInstances(r ->
                r.imageId(Ec2Fixture.image())
                    .instanceType("t3.micro")
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet))
            .instances()
            .getFirst()
            .instanceId();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private Optional<InstanceStatus> status() {
    return ec2.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses().stream()
        .findFirst();
  }

  private String checks() {
    return status()
        .map(one ->
            one.systemStatus().statusAsString() + " " + one.instanceStatus().statusAsString())
        .orElse("not shown");
  }

  private List<InstanceStatusEvent> events() {
    return status().orElseThrow().events();
  }

  @Test
  void theChecksOfARunningInstanceInitializeAndThenPass() {
    assertThat(checks()).isEqualTo("not shown");
    assertThat(ec2.describeInstanceStatus(r -> r.includeAllInstances(true)).instanceStatuses())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.instanceState().nameAsString()).isEqualTo("pending");
          assertThat(one.systemStatus().statusAsString()).isEqualTo("not-applicable");
        });
    fixture.passSeconds(43);
    assertThat(checks()).isEqualTo("initializing initializing");
    fixture.passSeconds(180);
    assertThat(checks()).isEqualTo("ok ok");
  }

  @Test
  void aHostFailsUntilTheInstanceGetsAnotherOneAndAnInstanceUntilItsReboot() {
    fixture.passSeconds(230);
    fixture.aws.instanceFaults().check(id, StatusCheck.SYSTEM, StatusCheck.Result.FAILED);
    fixture.aws.instanceFaults().check(id, StatusCheck.INSTANCE, StatusCheck.Result.FAILED);
    assertThat(checks()).isEqualTo("impaired impaired");
    assertThat(status().orElseThrow().systemStatus().details())
        .singleElement()
        .satisfies(detail -> {
          assertThat(detail.nameAsString()).isEqualTo("reachability");
          assertThat(detail.statusAsString()).isEqualTo("failed");
          assertThat(detail.impairedSince()).isEqualTo(fixture.now());
        });
    ec2.rebootInstances(r -> r.instanceIds(id));
    assertThat(checks()).isEqualTo("impaired impaired");
    fixture.passSeconds(20);
    assertThat(checks()).isEqualTo("impaired initializing");
    ec2.stopInstances(r -> r.instanceIds(id));
    fixture.passSeconds(45);
    refused("IncorrectInstanceState", () -> ec2.rebootInstances(r -> r.instanceIds(id)));
    ec2.startInstances(r -> r.instanceIds(id));
    fixture.passSeconds(43);
    assertThat(checks()).isEqualTo("initializing initializing");
  }

  @Test
  void anEventIsShownUntilLongAfterItIsOver() {
    fixture.passSeconds(230);
    assertThat(events()).isEmpty();
    String event = fixture.aws.instanceFaults().schedule(id, "instance-retirement").orElseThrow();
    assertThat(events())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.instanceEventId()).isEqualTo(event);
          assertThat(one.codeAsString()).isEqualTo("instance-retirement");
          assertThat(one.description()).isEqualTo("The instance is running on degraded hardware");
          assertThat(one.notBefore()).isAfter(fixture.now());
        });
    assertThat(withEvent("instance-retirement")).containsExactly(id);
    assertThat(withEvent("system-reboot")).isEmpty();
    assertThat(fixture.aws.instanceFaults().clear(event)).isTrue();
    assertThat(events())
        .extracting(InstanceStatusEvent::description)
        .containsExactly("[Canceled] The instance is running on degraded hardware");
    assertThat(withEvent("instance-retirement")).containsExactly(id);
    assertThat(fixture.aws.instanceFaults().active()).isEmpty();
  }

  private List<String> withEvent(String code) {
    return ec2
        .describeInstanceStatus(r -> r.filters(filter("event.code", code)))
        .instanceStatuses()
        .stream()
        .map(InstanceStatus::instanceId)
        .toList();
  }

  @Test
  void aHundredInstancesCanBeNamedAndAllOfThemHaveToExist() {
    List<String> many = IntStream.range(0, 101).mapToObj(_ -> id).toList();
    refused("InvalidParameterValue", () -> ec2.describeInstanceStatus(r -> r.instanceIds(many)));
    refused(
        "InvalidInstanceID.NotFound",
        () -> ec2.describeInstanceStatus(r -> r.instanceIds(id, "i-0123456789abcdef0")));
  }

  @Test
  void theConsoleOutputOfALaunchIsKeptAfterMinutes() {
    fixture.passSeconds(60);
    assertThat(ec2.getConsoleOutput(r -> r.instanceId(id)).output()).isNull();
    fixture.passSeconds(300);
    assertThat(console()).contains("Amazon Linux 2023");
    fixture.aws.instanceFaults().writeConsole(id, "x".repeat(70_000) + "end");
    assertThat(console()).hasSize(65_536).endsWith("xend");
  }

  private String console() {
    String output = ec2.getConsoleOutput(r -> r.instanceId(id)).output();
    return new String(Base64.getDecoder().decode(output), StandardCharsets.UTF_8);
  }
}
