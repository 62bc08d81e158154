package io.ssmenv.simulator.ec2;

import static io.ssmenv.simulator.ec2.Ec2Fixture.filter;
import static io.ssmenv.simulator.ec2.Ec2Fixture.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class InstanceProfileTest {
  private Ec2Fixture fixture;
  private Ec2Client ec2;
  private String subnet;

  @BeforeEach
  void start() {
    fixture = Ec2Fixture.start();
    ec2 = fixture.ec2;
    subnet = fixture.subnet(fixture.vpc(), "10.20.1.0/24");
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private RunInstancesRequest.Builder request() {
    return RunInstancesRequest.builder()
        .imageId(Ec2Fixture.image())
        .instanceType(InstanceType.T3_MICRO)
        .minCount(1)
        .maxCount(1)
        .subnetId(subnet);
  }

  private Instance launchWith(String profile) {
    return ec2.runInstances(request().iamInstanceProfile(p -> p.name(profile)).build())
        .instances()
        .getFirst();
  }

  private String profile(String name) {
    return fixture
        .iam
        .createInstanceProfile(r -> r.instanceProfileName(name))
        .instanceProfile()
        .arn();
  }

  private List<IamInstanceProfileAssociation> associations(String instanceId) {
    return ec2.describeIamInstanceProfileAssociations(
            r -> r.filters(filter("instance-id", instanceId)))
        .iamInstanceProfileAssociations();
  }

  @Test
  void aNewProfileIsUnknownForSomeSeconds() {
    assertThat(refused("InvalidParameterValue", () -> launchWith("none")).getMessage())
        .contains("Invalid IAM Instance Profile name");
    String arn = profile("young");
    assertThat(refused("InvalidParameterValue", () -> launchWith("young")).getMessage())
        .contains("Invalid IAM Instance Profile name");
    refused(
        "InvalidParameterValue",
        () -> ec2.runInstances(request().dryRun(true).iamInstanceProfile(p -> p.arn(arn)).build()));
    fixture.passSeconds(14);
    assertThat(launchWith("young").iamInstanceProfile().arn()).isEqualTo(arn);
    refused(
        "DryRunOperation",
        () -> ec2.runInstances(request().dryRun(true).iamInstanceProfile(p -> p.arn(arn)).build()));
  }

  @Test
  void anInstanceHasOneProfileThatCanBeReplacedAndRemoved() {
    profile("first");
    String second = profile("second");
    fixture.passSeconds(14);
    String instance = launchWith("first").instanceId();
    fixture.passSeconds(42);
    refused(
        "IncorrectState",
        () ->
            ec2.associateIamInstanceProfile(
                r -> r.instanceId(instance).iamInstanceProfile(p -> p.name("second"))));
    String association = associations(instance).getFirst().associationId();
    String replaced =
        ec2.replaceIamInstanceProfileAssociation(
                r -> r.associationId(association).iamInstanceProfile(p -> p.name("second")))
            .iamInstanceProfileAssociation()
            .associationId();
    assertThat(associations(instance))
        .singleElement()
        .matches(a -> a.iamInstanceProfile().arn().equals(second))
        .matches(a -> a.stateAsString().equals("associating"));
    fixture.passSeconds(8);
    assertThat(associations(instance).getFirst().stateAsString()).isEqualTo("associated");
    ec2.disassociateIamInstanceProfile(r -> r.associationId(replaced));
    fixture.passSeconds(8);
    assertThat(associations(instance)).isEmpty();
    refused(
        "InvalidAssociationID.NotFound",
        () -> ec2.disassociateIamInstanceProfile(r -> r.associationId(replaced)));
  }
}
