package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** ListDocuments fails: whom it concerns, and that no document is left behind. */
@Execution(ExecutionMode.CONCURRENT)
class DocumentsUnlistedTest {

  private static final String IDLE = "sessions: {idleTimeout: 10m}";

  private final EngineScenario scenario = EngineScenario.open(153);

  @AfterEach
  void close() {
    scenario.close();
  }

  private Owner apply(String... more) {
    return scenario.harness.apply("app", EngineScenario.spec("ElasticIp", more));
  }

  private void deny() {
    fail("AccessDeniedException");
  }

  private void fail(String code) {
    scenario.aws.faults().refuse("ListDocuments", AwsErrors.of(code), Faults.ALWAYS);
  }

  private boolean documentExists() {
    return scenario.aws.resources().stream().anyMatch(one -> one.type().equals("document"));
  }

  private String deletion(Owner owner) {
    return scenario
        .harness
        .status(owner)
        .condition("Deleting")
        .map(condition -> String.valueOf(condition.message()))
        .orElse("");
  }

  private void assertDeletedOnceListed(Owner owner) {
    scenario.harness.delete(owner);
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.harness.isGone(owner)).isFalse();

    scenario.aws.faults().clear();
    scenario.eventually(() -> assertThat(scenario.harness.isGone(owner)).isTrue());
    assertThat(scenario.aws.resources()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessDeniedException", "InternalServerError"})
  void whoHasNoPreferencesIsBuiltCorrectedAndDeletedWithoutTheListing(String code) {
    fail(code);
    Owner owner = apply();
    scenario.awaitSettled(owner);
    assertThat(scenario.harness.isTrue(owner, "AWSReachable")).isTrue();
    assertThat(scenario.harness.status(owner).condition("SessionsConfigured")).isEmpty();

    String instance = scenario.id(owner, "instance/app-0");
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      ec2.terminateInstances(r -> r.instanceIds(instance));
    }
    scenario.eventually(
        () -> assertThat(scenario.id(owner, "instance/app-0")).isNotEqualTo(instance));
    scenario.awaitSettled(owner);
    scenario.restartAndAwaitPolls(List.of(owner));
    scenario.deleteAndAwaitGone(List.of(owner));
    assertThat(scenario.aws.resources()).isEmpty();
  }

  @Test
  void aDocumentOfThePastIsNotForgotten() {
    Owner owner = apply(IDLE);
    scenario.awaitSettled(owner);
    scenario.harness.kill();
    deny();
    apply();
    scenario.harness.restart();
    scenario.advance(Duration.ofMinutes(5));
    assertThat(scenario.harness.status(owner).condition("SessionsConfigured")).isPresent();
    scenario.harness.delete(owner);
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.harness.isGone(owner)).isFalse();
    assertThat(documentExists()).isTrue();
    assertThat(deletion(owner))
        .contains("ListDocuments")
        .contains("The policy ssmenv-read allows it");

    scenario.aws.faults().clear();
    scenario.eventually(() -> assertThat(scenario.harness.isGone(owner)).isTrue());
    assertThat(scenario.aws.resources()).isEmpty();
  }

  @Test
  void aDocumentWhoseAnswerWasLostIsNotForgotten() {
    Owner owner = apply();
    scenario.awaitSettled(owner);
    scenario.aws.faults().loseAnswer("CreateDocument", 1);
    apply(IDLE);
    scenario.runUntil(this::documentExists);
    scenario.harness.kill();
    apply();
    deny();
    scenario.harness.restart();
    scenario.advance(Duration.ofMinutes(5));
    assertDeletedOnceListed(owner);
  }

  @Test
  void aLostStatusRequiresTheListing() {
    Owner owner = apply(IDLE);
    scenario.awaitSettled(owner);
    scenario.harness.kill();
    scenario.harness.editStatus(owner, _ -> EnvironmentStatus.none());
    apply();
    deny();
    scenario.harness.restart();
    scenario.advance(Duration.ofMinutes(10));
    assertDeletedOnceListed(owner);
  }

  @Test
  void theLastKnownDocumentStaysInTheStatus() {
    Owner owner = apply(IDLE);
    scenario.awaitSettled(owner);
    String name = scenario.id(owner, "ssmdocument");
    deny();
    scenario.harness.kill();
    scenario.harness.restart();
    for (int minute = 0; minute < 10; minute++) {
      scenario.advance(Duration.ofMinutes(1));
      assertThat(scenario.harness.status(owner).sessionDocument()).isEqualTo(name);
    }
  }

  @Test
  void withPreferencesEverythingElseIsBuilt() {
    deny();
    Owner owner = apply(IDLE);
    scenario.eventually(() ->
        assertThat(scenario.harness.isTrue(owner, "InstancesOnline"))
            .as(scenario.describe(owner))
            .isTrue());
    assertThat(scenario.calls(0, "CreateDocument")).isEmpty();
    assertThat(
            scenario.harness.status(owner).condition("SessionsConfigured").orElseThrow().message())
        .contains("The policy ssmenv-read allows it");
    scenario.aws.faults().clear();
    scenario.awaitSettled(owner);
    assertThat(documentExists()).isTrue();
  }
}
