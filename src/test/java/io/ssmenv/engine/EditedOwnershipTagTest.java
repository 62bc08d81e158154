package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;

/** A resource whose ownership tags were edited is named; it is neither recreated nor deleted. */
@Execution(ExecutionMode.CONCURRENT)
class EditedOwnershipTagTest {

  @ParameterizedTest
  @CsvSource({
    "subnet/workload-a, vpc",
    "subnet/workload-a, subnet/workload-z",
    "subnet/workload-a, nothing/we/know",
    "routetable/workload-a, routetable/public",
    "networkinterface/app-0, instance/app-0",
    "vpc, route/workload-a/0.0.0.0/0"
  })
  void anEditedKeyIsReportedUntilItIsRestored(String key, String edited) {
    try (EngineScenario scenario = EngineScenario.open(31);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      Map<String, String> before = scenario.allIds();
      String id = scenario.id(owner, key);

      tag(ec2, id, edited);
      for (boolean restarted : List.of(false, true)) {
        if (restarted) {
          scenario.harness.kill();
          scenario.harness.restart();
        }
        long mark = scenario.mark();
        scenario.advance(Duration.ofMinutes(10));
        assertThat(scenario.writes(mark)).isEmpty();
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .contains("TRUE Refused", id, Ownership.TAG_KEY + "=" + edited, key);
        assertThat(scenario.harness.isTrue(owner, "InSync")).isFalse();
      }

      tag(ec2, id, key);
      scenario.awaitReady(owner);
      assertThat(scenario.allIds()).isEqualTo(before);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @ParameterizedTest
  @CsvSource({"subnet/workload-a, vpc", "routetable/workload-a, routetable/public"})
  void aDeletionAlsoDeletesAResourceWithAnEditedKey(String key, String edited) {
    try (EngineScenario scenario = EngineScenario.open(32);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);

      tag(ec2, scenario.id(owner, key), edited);
      scenario.advance(Duration.ofMinutes(2));
      scenario.deleteAndAwaitGone(List.of(owner));

      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource("subnet/workload-a")
  void aResourceWithoutOwnershipTagsIsReported(String key) {
    try (EngineScenario scenario = EngineScenario.open(33);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      String id = scenario.id(owner, key);

      ec2.deleteTags(
          r -> r.resources(id).tags(Tag.builder().key(Ownership.TAG_ENVIRONMENT).build()));
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(10));

      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("TRUE Refused", id, "Restore the tags");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vpc", "subnet/workload-a", "instance/app-0"})
  void aResourceWithAnotherClusterIdIsReported(String key) {
    try (EngineScenario scenario = EngineScenario.open(34);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      Map<String, String> before = scenario.allIds();
      String id = scenario.id(owner, key);

      tag(ec2, id, Ownership.TAG_CLUSTER, "elsewhere");
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("TRUE Refused", id, Ownership.TAG_CLUSTER + "=elsewhere", owner.cluster());

      tag(ec2, id, Ownership.TAG_CLUSTER, owner.cluster());
      scenario.awaitReady(owner);
      assertThat(scenario.allIds()).isEqualTo(before);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"vpc", "subnet/workload-a", "networkinterface/app-0", "instance/app-0"})
  void aResourceWithAnotherEnvironmentIsReportedUntilItIsRestored(String key) {
    try (EngineScenario scenario = EngineScenario.open(35);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("NatGateway"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      Map<String, String> before = scenario.allIds();
      String id = scenario.id(owner, key);

      tag(ec2, id, Ownership.TAG_ENVIRONMENT, "edited");
      for (boolean restarted : List.of(false, true)) {
        if (restarted) {
          scenario.harness.kill();
          scenario.harness.restart();
        }
        long mark = scenario.mark();
        scenario.advance(Duration.ofMinutes(10));
        assertThat(scenario.writes(mark)).as("nothing is built twice").isEmpty();
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .contains("TRUE Refused", id, Ownership.TAG_ENVIRONMENT + "=edited", owner.uid());
        assertThat(scenario.harness.isTrue(owner, "InSync")).isFalse();
      }

      tag(ec2, id, Ownership.TAG_ENVIRONMENT, owner.uid());
      scenario.awaitReady(owner);
      assertThat(scenario.allIds()).isEqualTo(before);
      Invariants.assertHold(scenario.aws, scenario.harness);
    }
  }

  @Test
  void aRoleWithAnotherEnvironmentIsReported() {
    try (EngineScenario scenario = EngineScenario.open(36);
        IamClient iam = scenario.otherClient.iam()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      String role = scenario.id(owner, "role");

      iam.tagRole(r ->
          r.roleName(role)
              .tags(
                  software.amazon.awssdk.services.iam.model.Tag.builder()
                      .key(Ownership.TAG_ENVIRONMENT)
                      .value("edited")
                      .build()));
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(10));

      assertThat(scenario.writes(mark)).isEmpty();
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("TRUE Refused", role, Ownership.TAG_ENVIRONMENT + "=edited");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"subnet/workload-a", "instance/app-0"})
  void anotherEnvironmentDoesNotTakeAResourceOver(String key) {
    try (EngineScenario scenario = EngineScenario.open(37);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("ElasticIp"));
      Owner other = scenario.harness.apply("other", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.awaitReady(other);
      scenario.awaitPolls(14);
      String id = scenario.id(owner, key);

      tag(ec2, id, Ownership.TAG_ENVIRONMENT, other.uid());
      long mark = scenario.mark();
      scenario.advance(Duration.ofMinutes(10));

      assertThat(scenario.writes(mark)).as("neither deleted nor built twice").isEmpty();
      assertThat(scenario.harness.describeCondition(owner, "Stalled"))
          .contains("TRUE Refused", id, Ownership.TAG_ENVIRONMENT + "=" + other.uid());
      assertThat(scenario.harness.isTrue(other, "Ready")).isTrue();
    }
  }

  @Test
  void aDeletionWaitsForAResourceWithAnotherEnvironment() {
    try (EngineScenario scenario = EngineScenario.open(38);
        Ec2Client ec2 = scenario.otherClient.ec2()) {
      Owner owner = scenario.harness.apply("tagged", EngineScenario.spec("ElasticIp"));
      scenario.awaitReady(owner);
      scenario.awaitPolls(14);
      String id = scenario.id(owner, "vpc");

      tag(ec2, id, Ownership.TAG_ENVIRONMENT, "edited");
      scenario.advance(Duration.ofMinutes(2));
      scenario.harness.delete(owner);
      scenario.advance(Duration.ofMinutes(20));
      assertThat(scenario.harness.describeCondition(owner, "Deleting"))
          .contains(id, Ownership.TAG_ENVIRONMENT + "=edited");

      tag(ec2, id, Ownership.TAG_ENVIRONMENT, owner.uid());
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  private static void tag(Ec2Client ec2, String id, String key) {
    tag(ec2, id, Ownership.TAG_KEY, key);
  }

  private static void tag(Ec2Client ec2, String id, String tagKey, String value) {
    ec2.createTags(r -> r.resources(id).tags(Tag.builder().key(tagKey).value(value).build()));
  }
}
