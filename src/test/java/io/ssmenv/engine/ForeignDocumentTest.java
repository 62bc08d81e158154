package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;

/** What others do with the session document of an environment, or with its name. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignDocumentTest {

  private static final String IDLE = "sessions: {idleTimeout: 10m}";
  private final EngineScenario scenario = EngineScenario.open(154);
  private final SsmClient ssm = scenario.otherClient.ssm();

  @AfterEach
  void close() {
    ssm.close();
    scenario.close();
  }

  private Owner apply() {
    return scenario.harness.apply("app", EngineScenario.spec("ElasticIp", IDLE));
  }

  private Owner ready() {
    Owner owner = apply();
    scenario.awaitSettled(owner);
    return owner;
  }

  private void createForeign(String name, String own) {
    scenario.retryUntilAccepted(() ->
        ssm.createDocument(r ->
            r.name(name)
                .content(own.replace("Sessions on the instances of app", "mine"))
                .documentType(DocumentType.SESSION)
                .documentFormat(DocumentFormat.JSON)));
  }

  private Condition condition(Owner owner) {
    return scenario
        .harness
        .status(owner)
        .condition("SessionsConfigured")
        .orElseThrow(() -> new AssertionError(scenario.describe(owner)));
  }

  private void awaitRefused(Owner owner, String... parts) {
    scenario.eventually(() -> {
      assertThat(condition(owner).reason()).as(scenario.describe(owner)).isEqualTo("Refused");
      assertThat(condition(owner).message()).contains(parts);
    });
    scenario.advance(Duration.ofMinutes(10));
    assertThat(condition(owner).reason()).as(scenario.describe(owner)).isEqualTo("Refused");
    assertThat(condition(owner).message()).contains(parts);
  }

  @Test
  void aDocumentOfSomebodyElseIsNamedAndNotUsed() {
    Owner owner = ready();
    String name = scenario.id(owner, "ssmdocument");
    String own = ssm.getDocument(r -> r.name(name)).content();
    scenario.deleteAndAwaitGone(List.of(owner));
    createForeign(name, own);
    apply();
    awaitRefused(
        owner,
        "The document " + name + " already exists without the tags of",
        "AWS cannot rename it",
        "delete it");
    assertThat(condition(owner).message()).doesNotContain("no longer", "Restore", "Rename");
    assertThat(scenario.harness.status(owner).sessionDocument()).isNull();
    assertThat(ssm.getDocument(r -> r.name(name)).content()).contains("mine");

    ssm.deleteDocument(r -> r.name(name));
    scenario.awaitSettled(owner);
    assertThat(scenario.id(owner, "ssmdocument")).isEqualTo(name);
  }

  @Test
  void aDocumentThatTakesThePlaceOfTheOwnOneIsNamedAndNotUsed() {
    Owner owner = ready();
    String name = scenario.id(owner, "ssmdocument");
    String own = ssm.getDocument(r -> r.name(name)).content();
    ssm.deleteDocument(r -> r.name(name));
    createForeign(name, own);
    awaitRefused(
        owner,
        "The document " + name + " exists without the ssmenv.io/ tags of this environment",
        "If somebody else has created it, delete it");
    assertThat(ssm.getDocument(r -> r.name(name)).content()).contains("mine");
    assertThat(scenario.harness.status(owner).sessionDocument()).isNull();

    scenario.harness.delete(owner);
    scenario.advance(Duration.ofMinutes(30));
    assertThat(scenario.harness.isGone(owner)).isFalse();
    assertThat(scenario.harness.status(owner).condition("Deleting").orElseThrow().message())
        .contains(
            "The document " + name + " exists without the ssmenv.io/ tags of this environment",
            "If somebody else has created it, delete it",
            "a deletion of the environment does not end",
            "Otherwise restore the tags");
    assertThat(ssm.getDocument(r -> r.name(name)).content()).contains("mine");
    ssm.deleteDocument(r -> r.name(name));
    scenario.eventually(() -> assertThat(scenario.harness.isGone(owner)).isTrue());
  }

  @Test
  void aDocumentWithoutItsTagsIsRefusedUntilTheyAreBack() {
    Owner owner = ready();
    String name = scenario.id(owner, "ssmdocument");
    String key = "ssmenv.io/environment";
    var tags =
        ssm.listTagsForResource(
                r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(name))
            .tagList();
    ssm.removeTagsFromResource(
        r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(name).tagKeys(key));
    awaitRefused(owner, "exists without the ssmenv.io/ tags of this environment");
    ssm.addTagsToResource(
        r -> r.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId(name).tags(tags));
    scenario.awaitSettled(owner);
    assertThat(scenario.harness.status(owner).sessionDocument()).isEqualTo(name);
  }

  @Test
  void driftNamesTheFieldsThatDifferAndNoOther() {
    Owner owner = ready();
    String name = scenario.id(owner, "ssmdocument");
    write(
        name,
        content ->
            content.replace("\"idleSessionTimeout\":\"10\"", "\"idleSessionTimeout\":\"59\""));
    scenario.eventually(() -> assertThat(drift()).hasSize(1));
    assertThat(drift().getFirst().message())
        .isEqualTo("ssmdocument content.inputs.idleSessionTimeout is 59, should be 10");
    scenario.awaitSettled(owner);
  }

  @Test
  void whatIsWrittenButNotReadIsNotConfigured() {
    Owner owner = ready();
    String name = scenario.id(owner, "ssmdocument");
    List<Condition> unconfirmed = new ArrayList<>();
    scenario.harness.observe(result -> {
      if (result.status().condition("InSync").stream()
          .anyMatch(one -> one.reason().equals("AwaitingConfirmation"))) {
        unconfirmed.add(result.status().condition("SessionsConfigured").orElseThrow());
      }
    });
    write(
        name,
        content ->
            content.replace("\"idleSessionTimeout\":\"10\"", "\"idleSessionTimeout\":\"59\""));
    scenario.eventually(() -> assertThat(unconfirmed).isNotEmpty());
    scenario.awaitSettled(owner);
    assertThat(unconfirmed)
        .allMatch(one -> one.status() == Condition.Status.FALSE)
        .anyMatch(one -> String.valueOf(one.message()).contains("the last change of ssmdocument"));
    assertThat(condition(owner).reason()).isEqualTo("Configured");
  }

  private List<StatusEvent> drift() {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals("DriftDetected"))
        .toList();
  }

  private void write(String name, UnaryOperator<String> change) {
    String content = change.apply(ssm.getDocument(r -> r.name(name)).content());
    String version =
        ssm.updateDocument(r -> r.name(name).content(content).documentVersion("$LATEST"))
            .documentDescription()
            .documentVersion();
    ssm.updateDocumentDefaultVersion(r -> r.name(name).documentVersion(version));
  }
}
