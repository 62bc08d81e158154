package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.EnvironmentClaims.Labels;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who must not take over resources writes nothing, and its status says what to do. */
@Execution(ExecutionMode.SAME_THREAD)
class AdoptionRefusedTest {

  private static final String SPEC = EngineScenario.spec("ElasticIp");

  private EngineScenario scenario;
  private Owner former;
  private Map<String, String> ids;

  @BeforeEach
  void begin() {
    scenario = EngineScenario.open(5200);
    former = scenario.harness.apply("former", SPEC);
    scenario.awaitSettled(former);
    ids = scenario.allIds();
  }

  @AfterEach
  void end() {
    scenario.close();
  }

  @Test
  void whileTheFormerObjectLives() {
    Owner adopter = scenario.harness.adopt("adopter", SPEC, former.uid());
    assertRefused(
        adopter,
        "The resources with the environment id uid-former belong to lab/former, which exists in this"
            + " cluster. To take them over, delete it with spec.deletionPolicy: Retain first;"
            + " otherwise remove the annotation ssmenv.io/adopt");

    scenario.harness.removeByForce(former);
    scenario.awaitSettled(adopter);
    assertThat(scenario.allIds()).isEqualTo(ids);
  }

  @Test
  void whoWasCreatedLater() {
    scenario.harness.removeByForce(former);
    Owner older = scenario.harness.adopt("older", SPEC, former.uid());
    scenario.advance(Duration.ofSeconds(1));
    Owner younger = scenario.harness.adopt("a-younger", SPEC, former.uid());
    scenario.awaitSettled(older);
    assertRefused(
        younger,
        "lab/older has adopted the environment id uid-former, and takes precedence. Remove the"
            + " annotation ssmenv.io/adopt from one of the two");
    scenario.restartAndAwaitPolls(List.of(older));
    assertThat(scenario.allIds()).isEqualTo(ids);

    scenario.harness.delete(younger);
    scenario.eventually(() -> assertThat(scenario.harness.isGone(younger)).isTrue());
    assertThat(scenario.allIds()).as("a refused object deletes nothing").isEqualTo(ids);
  }

  @Test
  void whoIsInAnotherNamespace() {
    scenario.harness.removeByForce(former);
    Owner adopter =
        scenario.harness.create(
            new Owner(EngineHarness.CLUSTER, "uid-thief", "tenant/former"),
            SPEC,
            EngineHarness.asking(former.uid()));
    assertRefused(
        adopter,
        "The resources with the environment id uid-former belong to lab/former: their tag"
            + " ssmenv.io/owner names another namespace than that of tenant/former. Create the"
            + " environment there, or ask the administrator to start the operator with"
            + " --adopt-from-any-namespace");

    Owner entitled = scenario.harness.adopt("entitled", SPEC, former.uid());
    scenario.awaitSettled(entitled);
    assertThat(scenario.allIds()).as("whoever else asks").isEqualTo(ids);
  }

  @Test
  void unlessTheAdministratorAllowsItFromAnyNamespace() {
    scenario.harness.removeByForce(former);
    scenario.harness.settings().adoptFromAnyNamespace = true;
    Owner adopter =
        scenario.harness.create(
            new Owner(EngineHarness.CLUSTER, "uid-other", "tenant/former"),
            SPEC,
            EngineHarness.asking(former.uid()));
    scenario.awaitSettled(adopter);
    assertThat(scenario.allIds()).isEqualTo(ids);
    scenario.harness.settings().adoptFromAnyNamespace = false;
    scenario.restartAndAwaitPolls(List.of(adopter));
    assertThat(scenario.allIds()).as("it is needed only once").isEqualTo(ids);
    scenario.deleteAndAwaitGone(List.of(adopter));
    assertThat(scenario.allIds()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eu-west-1|ElasticIp|network: {cidr: 10.77.0.0/16}|The VPC of the resources has the range"
            + " 10.20.0.0/16, which cannot be changed. Set spec.network.cidr to it",
        "eu-west-1|NatGateway||The resources have the connectivity pattern ElasticIp. Set"
            + " spec.connectivity.pattern to it; it can be changed after the adoption",
        "eu-north-1|ElasticIp||AWS has only IAM resources with the environment id uid-former in"
            + " eu-north-1. Compare the id and spec.region with the list of ./ssmenv orphans; to"
            + " build new resources, remove the annotation ssmenv.io/adopt",
      })
  void whoseSpecCannotMatch(String region, String pattern, String more, String message) {
    scenario.harness.removeByForce(former);
    String spec =
        EngineScenario.spec(pattern, Optional.ofNullable(more).orElse(""))
            .replace("eu-west-1", region);
    assertRefused(scenario.harness.adopt("adopter", spec, former.uid()), message);
  }

  @Test
  void whileTheOperatorOfTheOtherClusterWrites() {
    scenario.harness.kill();
    scenario.harness.api().removeByForce(former);
    scenario.harness.settings().cluster = "new-cluster";
    scenario.aws.faults().refuse("GetParameter", AwsErrors.of("AccessDeniedException"), 10);
    scenario.harness.restart();
    Owner adopter = scenario.harness.adopt("adopter", SPEC, former.uid());
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(adopter, "Ready"))
            .startsWith(
                "UNKNOWN Adopting: It is not known when the operator of the cluster lab wrote last: "));
    assertRefused(
        adopter, "The operator of the cluster lab wrote in this account at 2026-01-01T00:");
  }

  @Test
  void whatDoesNotExist() {
    Owner adopter = scenario.harness.adopt("adopter", SPEC, "uid-unknown");
    assertRefused(adopter, "AWS has nothing with the environment id uid-unknown in eu-west-1.");

    scenario.harness.api().label(adopter, Labels.NONE);
    scenario.awaitSettled(adopter);
    assertThat(scenario.harness.status(adopter).environmentId()).isEqualTo(adopter.uid());
  }

  @Test
  void whoHasBuiltSomethingAlready() {
    Owner other = scenario.harness.apply("other", EngineScenario.spec("PrivateEndpoints"));
    scenario.awaitSettled(other);
    ids = scenario.allIds();
    scenario.harness.removeByForce(former);
    scenario
        .harness
        .api()
        .label(other, new Labels(Optional.of(former.uid()), Optional.of(other.uid())));
    assertRefused(
        other,
        "The annotation ssmenv.io/adopt names the environment id uid-former, but resources of"
            + " lab/other exist already. Remove the annotation, or delete this object and create it"
            + " again with it");
    scenario.harness.delete(other);
    scenario.eventually(() -> assertThat(scenario.harness.isGone(other)).isTrue());
    assertThat(scenario.aws.resources())
        .isNotEmpty()
        .allMatch(one -> former.uid().equals(one.tags().get(Ownership.TAG_ENVIRONMENT)));
  }

  @Test
  void anIdInAnEditedStatus() {
    Owner other = scenario.harness.apply("other", EngineScenario.spec("ElasticIp"));
    scenario.awaitSettled(other);
    ids = scenario.allIds();
    scenario.harness.removeByForce(former);
    scenario.harness.kill();
    scenario.harness.editStatus(
        other, status -> StatusEdit.withEnvironmentId(status, former.uid()));
    scenario.harness.restart();
    scenario.eventually(
        () -> assertThat(scenario.harness.status(other).environmentId()).isEqualTo(other.uid()));
    scenario.awaitSettled(other);
    assertThat(scenario.allIds()).isEqualTo(ids);
  }

  private void assertRefused(Owner owner, String message) {
    scenario.eventually(() ->
        assertThat(scenario.harness.describeCondition(owner, "Stalled"))
            .startsWith("TRUE AdoptionRefused: " + message));
    long mark = scenario.mark();
    scenario.advance(Duration.ofMinutes(3));
    assertThat(scenario.writes(mark)).isEmpty();
    assertThat(scenario.allIds()).isEqualTo(ids);
  }
}
