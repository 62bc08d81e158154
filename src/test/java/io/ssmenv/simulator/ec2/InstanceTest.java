package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.core.PublicImages;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class InstanceTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String subnet;
  private String eni;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    subnet = fixture.subnet(fixture.vpc(), "10.20.1.0/24");
    eni = fixture.networkInterface(subnet);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private Instance launch(Consumer<RunInstancesRequest.Builder> more) {
    return ec2.runInstances(
            r -> {
              r.imageId(Ec2Fixture.image())
                  .instanceType(InstanceType.T3_MICRO)
                  .minCount(1)
                  .maxCount(1)
                  .networkInterfaces(n -> n.deviceIndex(0).networkInterfaceId(eni));
              more.accept(r);
            })
        .instances()
        .getFirst();
  }

  private Instance described(String id) {
    return ec2.describeInstances(r -> r.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private String interfaceStatus() {
    return ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(eni))
        .networkInterfaces()
        .getFirst()
        .statusAsString();
  }

  @Test
  void anInstanceRunsOnItsInterfaceWhichSurvivesIt() {
    Instance launched =
        launch(r ->
            r.metadataOptions(m -> m.httpTokens(HttpTokensState.REQUIRED))
                .blockDeviceMappings(b -> b.deviceName("/dev/xvda").ebs(e -> e.encrypted(true)))
                .tagSpecifications(
                    Ec2Fixture.tags(ResourceType.INSTANCE, "of", "instance"),
                    Ec2Fixture.tags(ResourceType.VOLUME, "of", "volume")));
    assertThat(launched.state().nameAsString()).isEqualTo("pending");
    assertThat(interfaceStatus()).isEqualTo("in-use");
    fixture.passSeconds(42);
    Instance running = described(launched.instanceId());
    assertThat(running.state().nameAsString()).isEqualTo("running");
    assertThat(running.networkInterfaces().getFirst().networkInterfaceId()).isEqualTo(eni);
    assertThat(running.metadataOptions().stateAsString()).isEqualTo("applied");
    assertThat(running.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(running.tags().getFirst().value()).isEqualTo("instance");
    assertThat(
            ec2.describeVolumes(
                    r -> r.filters(filter("attachment.instance-id", launched.instanceId())))
                .volumes())
        .singleElement()
        .matches(volume -> volume.encrypted())
        .matches(volume -> volume.tags().getFirst().value().equals("volume"));

    ec2.terminateInstances(r -> r.instanceIds(launched.instanceId()));
    assertThat(described(launched.instanceId()).state().nameAsString()).isEqualTo("shutting-down");
    refused(
        "InvalidNetworkInterface.InUse",
        () -> ec2.deleteNetworkInterface(r -> r.networkInterfaceId(eni)));
    fixture.passSeconds(31);
    Instance terminated = described(launched.instanceId());
    assertThat(terminated.state().nameAsString()).isEqualTo("terminated");
    assertThat(terminated.vpcId()).isNull();
    assertThat(terminated.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
    assertThat(terminated.stateTransitionReason()).startsWith("User initiated (2026-");
    assertThat(interfaceStatus()).isEqualTo("available");
    assertThat(ec2.describeVolumes(_ -> {}).volumes()).isEmpty();
    fixture.passSeconds(3600);
    refused("InvalidInstanceID.NotFound", () -> described(launched.instanceId()));
  }

  @Test
  void aTokenLaunchesOnceAndFailsAfterTheTermination() {
    String id = launch(r -> r.clientToken("t")).instanceId();
    assertThat(launch(r -> r.clientToken("t")).instanceId()).isEqualTo(id);
    refused(
        "IdempotentParameterMismatch",
        () -> launch(r -> r.clientToken("t").instanceType(InstanceType.T3_SMALL)));
    ec2.terminateInstances(r -> r.instanceIds(id));
    fixture.passSeconds(31);
    assertThat(whileVisible("t")).isIn("IdempotentInstanceTerminated", id + " terminated");
    fixture.passSeconds(3600);
    assertThat(
            refused("IdempotentInstanceTerminated", () -> launch(r -> r.clientToken("t")))
                .getMessage())
        .doesNotContain(id);
    assertThat(launch(r -> r.clientToken("t2")).instanceId()).isNotEqualTo(id);
  }

  /** The seed decides what the token of a terminated instance returns. */
  private String whileVisible(String token) {
    try {
      Instance instance = launch(r -> r.clientToken(token));
      return instance.instanceId() + " " + instance.state().nameAsString();
    } catch (Ec2Exception e) {
      return e.awsErrorDetails().errorCode();
    }
  }

  @Test
  void anInterfaceIsForOneInstanceAndExcludesASubnet() {
    refused("InvalidParameterCombination", () -> launch(r -> r.subnetId(subnet)));
    refused("InvalidParameterCombination", () -> launch(r -> r.maxCount(2)));
    refused(
        "InvalidNetworkInterfaceID.NotFound",
        () ->
            launch(r ->
                r.networkInterfaces(
                    n -> n.deviceIndex(0).networkInterfaceId("eni-0123456789abcdef0"))));
    launch(_ -> {});
    refused("InvalidNetworkInterface.InUse", () -> launch(_ -> {}));
  }

  @Test
  void imageAndTypeHaveToExistAndToMatch() {
    refused("InvalidAMIID.NotFound", () -> launch(r -> r.imageId("ami-0123456789abcdef0")));
    refused("InvalidAMIID.Malformed", () -> launch(r -> r.imageId("latest")));
    refused("InvalidParameterValue", () -> launch(r -> r.instanceType("t3.gigantic")));
    refused("InvalidParameterValue", () -> launch(r -> r.instanceType(InstanceType.T4_G_MICRO)));
    String foreignImage = PublicImages.of("us-east-1").getFirst().id();
    refused("InvalidAMIID.NotFound", () -> launch(r -> r.imageId(foreignImage)));
  }

  @Test
  void aDryRunChecksAndLaunchesNothing() {
    assertThat(refused("DryRunOperation", () -> launch(r -> r.dryRun(true))).statusCode())
        .isEqualTo(412);
    refused(
        "InvalidAMIID.NotFound",
        () -> launch(r -> r.dryRun(true).imageId("ami-0123456789abcdef0")));
    assertThat(ec2.describeInstances().reservations()).isEmpty();
  }

  @Test
  void terminationProtectionPreventsTermination() {
    String id = launch(r -> r.disableApiTermination(true)).instanceId();
    refused("OperationNotPermitted", () -> ec2.terminateInstances(r -> r.instanceIds(id)));
    ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(v -> v.value(false)));
    ec2.terminateInstances(r -> r.instanceIds(id));
  }

  @Test
  void oneInvalidIdFailsTheWholeTermination() {
    String id = launch(_ -> {}).instanceId();
    refused(
        "InvalidInstanceID.NotFound",
        () -> ec2.terminateInstances(r -> r.instanceIds(id, "i-0123456789abcdef0")));
    assertThat(described(id).state().nameAsString()).isEqualTo("pending");
  }

  @Test
  void anInstanceStopsAndStartsAgain() {
    String id = launch(_ -> {}).instanceId();
    refused("IncorrectInstanceState", () -> ec2.stopInstances(r -> r.instanceIds(id)));
    fixture.passSeconds(42);
    ec2.stopInstances(r -> r.instanceIds(id));
    refused("IncorrectInstanceState", () -> ec2.startInstances(r -> r.instanceIds(id)));
    fixture.passSeconds(45);
    assertThat(described(id).state().nameAsString()).isEqualTo("stopped");
    ec2.startInstances(r -> r.instanceIds(id));
    fixture.passSeconds(42);
    assertThat(described(id).state().nameAsString()).isEqualTo("running");
  }

  @Test
  void changedMetadataOptionsArePendingForAWhile() {
    String id = launch(_ -> {}).instanceId();
    fixture.passSeconds(42);
    ec2.modifyInstanceMetadataOptions(r -> r.instanceId(id).httpTokens(HttpTokensState.OPTIONAL));
    assertThat(described(id).metadataOptions().stateAsString()).isEqualTo("pending");
    fixture.passSeconds(5);
    assertThat(described(id).metadataOptions().stateAsString()).isEqualTo("applied");
    assertThat(described(id).metadataOptions().httpTokensAsString()).isEqualTo("optional");
  }

  @Test
  void aLaunchWithoutInterfaceCreatesOneThatIsDeletedWithTheInstance() {
    String id =
        ec2.runInstances(r ->
                r.imageId(Ec2Fixture.image())
                    .instanceType(InstanceType.T3_MICRO)
                    .minCount(1)
                    .maxCount(1)
                    .subnetId(subnet))
            .instances()
            .getFirst()
            .instanceId();
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).hasSize(2);
    ec2.terminateInstances(r -> r.instanceIds(id));
    fixture.passSeconds(31);
    assertThat(ec2.describeNetworkInterfaces().networkInterfaces()).hasSize(1);
  }
}
