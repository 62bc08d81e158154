package io.ssmenv.aws.ec2;

import static io.ssmenv.aws.HandlerFixture.TAGS;
import static io.ssmenv.aws.ec2.InterfaceHandlersTest.GROUP;
import static io.ssmenv.aws.ec2.InterfaceHandlersTest.INTERFACE;
import static io.ssmenv.aws.ec2.InterfaceHandlersTest.SUBNET;
import static io.ssmenv.aws.ec2.InterfaceHandlersTest.VPC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssmenv.aws.WireTest;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.iam.InstanceProfileHandler;
import io.ssmenv.aws.iam.InstanceProfileRoleHandler;
import io.ssmenv.aws.iam.RoleHandler;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.aws.ssm.SsmPingSource;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.plan.LifecycleRules.Change;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.InstanceProfile;
import io.ssmenv.topology.InstanceProfileRole;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceType;

/** The handler of instances on a simulated AWS. */
class InstanceHandlerTest extends WireTest {

  private static final String TRUST =
      "{\"Statement\":[{\"Action\":\"sts:AssumeRole\",\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"}}],\"Version\":\"2012-10-17\"}";
  private static final Role ROLE =
      new Role(Role.KEY, "ssmenv-reports", RoleHandler.PATH, TRUST, Optional.empty(), TAGS);
  private static final InstanceProfile PROFILE =
      new InstanceProfile(InstanceProfile.KEY, "ssmenv-reports-p", RoleHandler.PATH, TAGS);
  private static final InstanceProfileRole PROFILE_ROLE =
      new InstanceProfileRole(InstanceProfileRole.KEY, Ref.to(PROFILE), Ref.to(ROLE));

  private final NetworkInterfaceHandler interfaces = new NetworkInterfaceHandler();
  private final InstanceHandler instances = new InstanceHandler();
  private final SecurityGroupHandler groups = new SecurityGroupHandler();

  private Ec2Client ec2;

  @BeforeEach
  void prepare() {
    ec2 = fixture.clients().ec2();
    fixture.createReady(new VpcHandler(), VPC);
    fixture.createReady(new SubnetHandler(), SUBNET);
    fixture.createReady(groups, GROUP);
    fixture.createReady(interfaces, INTERFACE);
  }

  private Instance instance() {
    var image =
        ec2.describeImages(request -> request.owners("amazon")).images().stream()
            .filter(candidate -> "x86_64".equals(candidate.architectureAsString()))
            .findFirst()
            .orElseThrow();
    return instance("app-0", "digest-1", image.imageId(), "t3.micro");
  }

  private static Instance instance(String name, String digest, String image, String type) {
    return new Instance(
        Instance.key(name),
        Ref.to(INTERFACE),
        Ref.to(PROFILE),
        digest,
        image,
        "/dev/xvda",
        type,
        true,
        true,
        TAGS);
  }

  private Instance launch() {
    fixture.createReady(new RoleHandler(), ROLE);
    InstanceProfileHandler profiles = new InstanceProfileHandler();
    fixture.createReady(profiles, PROFILE);
    fixture.createReady(new InstanceProfileRoleHandler(), profiles, PROFILE_ROLE);
    Instance instance = instance();
    await()
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptionsMatching(
            e -> ErrorClassifier.classify("RunInstances", e) instanceof CloudError.Conflict)
        .until(() -> !fixture.create(instances, instance).id().isEmpty());
    fixture.awaitReady(instances, instance);
    return instance;
  }

  @Test
  void aServiceThatRequiresTheRootVolumeSizeGetsTheSizeOfTheImage() {
    aws.faults().refuse("RunInstances", AwsErrors.of("MissingParameter"), 1);

    Observed observed = fixture.awaitReady(instances, launch());

    var volume =
        ec2.describeVolumes(
                request -> request.filters(Tagging.filter("attachment.instance-id", observed.id())))
            .volumes()
            .getFirst();
    assertThat(volume.encrypted()).isTrue();
    assertThat(volume.size()).isEqualTo(8);
  }

  @Test
  void anInstanceIsLaunchedOnItsInterfaceWithTokensRequiredAndAnEncryptedRoot() {
    Instance desired = launch();

    Observed observed = fixture.awaitReady(instances, desired);
    assertThat(observed.detail(Observed.PRIVATE_IP)).isPresent();
    var described =
        ec2.describeInstances(request -> request.instanceIds(observed.id()))
            .reservations()
            .getFirst()
            .instances()
            .getFirst();
    assertThat(described.keyName()).isNull();
    assertThat(described.metadataOptions().httpTokens()).isEqualTo(HttpTokensState.REQUIRED);
    assertThat(described.networkInterfaces().getFirst().attachment().deleteOnTermination())
        .isFalse();
    var volume =
        ec2.describeVolumes(request ->
                request.volumeIds(described.blockDeviceMappings().getFirst().ebs().volumeId()))
            .volumes()
            .getFirst();
    assertThat(volume.encrypted()).isTrue();
    assertThat(Tagging.read(volume.tags())).containsEntry("ssmenv.io/key", "instance/app-0");
    assertThat(fixture.create(instances, desired).id()).isEqualTo(observed.id());
  }

  @Test
  void aChangedInstanceIsCorrectedWithoutInterruption() {
    Instance desired = launch();
    String id = fixture.id(desired);
    ec2.modifyInstanceMetadataOptions(
        request -> request.instanceId(id).httpTokens(HttpTokensState.OPTIONAL));
    fixture.correct(instances, instances, desired);

    ec2.deleteTags(request -> request.resources(id).tags(tag -> tag.key(Instance.TAG_LAUNCH)));
    fixture.correct(instances, instances, desired);

    var association =
        ec2.describeIamInstanceProfileAssociations(request -> {})
            .iamInstanceProfileAssociations()
            .getFirst();
    ec2.disassociateIamInstanceProfile(
        request -> request.associationId(association.associationId()));
    await()
        .until(() ->
            fixture
                .changed(desired, fixture.find(instances, desired.key()).orElseThrow())
                .contains(Instance.PROFILE));
    fixture.correct(instances, instances, desired);
  }

  @Test
  void aStoppedInstanceIsStartedAndAChangedTypeIsRefused() {
    Instance desired = launch();
    String id = fixture.id(desired);
    ec2.stopInstances(request -> request.instanceIds(id));
    await()
        .until(() ->
            fixture.find(instances, desired.key()).orElseThrow().awsState().startsWith("stopped"));
    ec2.modifyInstanceAttribute(request ->
        request.instanceId(id).instanceType(type -> type.value(InstanceType.T3_SMALL.toString())));

    assertThat(fixture.change(instances, instances, desired)).isInstanceOf(Change.Refused.class);
    ec2.modifyInstanceAttribute(
        request -> request.instanceId(id).instanceType(type -> type.value(desired.type())));
    fixture.correct(instances, instances, desired);
  }

  @Test
  void aChangedSpecReplacesTheInstanceAndKeepsItsInterface() {
    Instance desired = launch();
    String id = fixture.id(desired);
    Instance next = instance("app-0", "digest-2", desired.imageId(), "t3.small");
    assertThat(fixture.change(instances, instances, next))
        .isEqualTo(new Change.DeleteFirstInTurn());
    instances.checkReplacement(fixture.call(next, id), next, desired);
    fixture.deleteFully(instances, desired);

    assertThat(fixture.items(instances))
        .singleElement()
        .satisfies(item -> {
          assertThat(item.dead()).isTrue();
          assertThat(item.awsState()).startsWith("terminated: ");
        });
    assertThat(fixture.find(interfaces, INTERFACE.key())).isPresent();
    assertThatThrownBy(() -> fixture.create(instances, desired))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("RunInstances", e))
                .isInstanceOf(CloudError.StaleClientToken.class));
    instances.create(fixture.call(next, id), next);
  }

  @Test
  void aReplacementThatAwsRefusesIsReportedWithTheErrorOfTheLaunch() {
    Instance current = launch();
    Instance larger = instance("app-0", "d", current.imageId(), "t3.large");
    aws.faults().refuse("RunInstances", AwsErrors.of("VcpuLimitExceeded"), 2);
    assertThatThrownBy(() -> instances.checkReplacement(fixture.call(larger), larger, current))
        .hasMessageContaining("RunInstances: VcpuLimitExceeded");
    instances.checkReplacement(fixture.call(current), current, current);
  }

  @Test
  void anUnknownImageIsUnavailable() {
    launch();
    Instance unknownImage = instance("app-1", "d", "ami-0123456789abcdef0", "t3.micro");

    assertThatThrownBy(() -> fixture.create(instances, unknownImage))
        .satisfies(e ->
            assertThat(ErrorClassifier.classify("RunInstances", e))
                .isInstanceOf(CloudError.ImageUnavailable.class)
                .extracting(CloudError::code)
                .isEqualTo("InvalidAMIID.NotFound"));
  }

  @Test
  void aReferenceToAMissingResourceFailsWithoutACall() {
    int before = aws.callLog().calls().size();

    assertThatThrownBy(() -> instances.create(fixture.call(instance()), instance()))
        .isInstanceOf(CloudException.class)
        .hasMessageContaining("instance/app-0 refers to instanceprofile, which does not exist");
    assertThat(aws.callLog().calls().stream().skip(before).filter(call -> call.wrote())).isEmpty();
  }

  @Test
  void anInstanceThatNeverRegisteredHasNoPing() {
    launch();

    TagScope scope = TagScope.ofCluster(fixture.owner().cluster());
    assertThat(new SsmPingSource().list(fixture.clients(), scope)).isEmpty();
  }
}
