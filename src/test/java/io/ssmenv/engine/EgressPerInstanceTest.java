package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** An instance whose own path is not in place is not asked for its egress. The others are. */
@Execution(ExecutionMode.CONCURRENT)
class EgressPerInstanceTest {
  private final EngineScenario scenario = EngineScenario.open(131);
  private final Ec2Client ec2 = scenario.otherClient.ec2();
  private final EgressProbe probe = new EgressProbe(scenario);

  @AfterEach
  void close() {
    ec2.close();
    scenario.close();
  }

  private Owner apply(int count) {
    return scenario.harness.apply(
        "one",
        EngineScenario.spec("ElasticIp", EgressProbe.VERIFY)
            .replace("{name: app}", "{name: app, count: " + count + "}"));
  }

  private Optional<String> verifiedAt(Owner owner, String instance) {
    return scenario
        .harness
        .status(owner)
        .instance(instance)
        .map(InstanceStatus::egress)
        .map(EgressStatus::verifiedAt);
  }

  @Test
  void anInstanceThatLostItsElasticIpDoesNotKeepOthersFromBeingAsked() {
    Owner owner = apply(2);
    probe.awaitCondition(owner, "TRUE Verified: ");
    Optional<String> asked = verifiedAt(owner, "app-0");
    String second = scenario.id(owner, "instance/app-1");
    scenario.aws.faults().refuse("AssociateAddress", AwsErrors.of("UnauthorizedOperation"), 1_000);
    ec2.disassociateAddress(r -> r.associationId(association(second)));
    probe.awaitCondition(
        owner,
        "UNKNOWN NotVerified: app-1 (" + second + ") has no Elastic IP yet, so it is not asked");
    scenario.eventually(() -> {
      assertThat(verifiedAt(owner, "app-0")).isNotEqualTo(asked);
      assertThat(probe.egress(owner).observed()).isEqualTo(probe.egress(owner).expected());
    });
    scenario.aws.faults().clear();
    probe.awaitCondition(owner, "TRUE Verified: ");
  }

  @Test
  void anInstanceThatCannotBeLaunchedDoesNotKeepOthersFromBeingAsked() {
    Owner owner = apply(1);
    probe.awaitCondition(owner, "TRUE Verified: ");
    scenario.aws.faults().refuse("AllocateAddress", AwsErrors.of("AddressLimitExceeded"), 1_000);
    apply(2);
    probe.awaitCondition(
        owner, "UNKNOWN NotVerified: app-1 is not launched yet, so it is not asked");
    long mark = scenario.mark();
    scenario.advance(Duration.ofMinutes(70));
    List<CallRecord> questions = scenario.calls(mark, "SendCommand");
    assertThat(questions).isNotEmpty();
    assertThat(probe.egress(owner).observed()).isEqualTo(probe.egress(owner).expected());
  }

  private String association(String instance) {
    return ec2.describeAddresses().addresses().stream()
        .filter(address -> instance.equals(address.instanceId()))
        .findFirst()
        .orElseThrow()
        .associationId();
  }
}
