package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ssm.SsmClient;

/** The preferences of sessions in the VPC of another environment or of somebody else. */
@Execution(ExecutionMode.CONCURRENT)
class SharedSessionsTest {

  private static final String KEY = "ssmdocument";
  private static final String SESSIONS =
      "sessions: {log: {cloudWatchGroup: /ssm/sessions, s3Bucket: example-sessions}}";

  @Test
  void theEndpointsThatAGuestNeedsForItsLogAreInTheNetworkOfItsHost() {
    try (EngineScenario scenario = EngineScenario.open(153)) {
      Owner host = scenario.harness.apply("public", EngineScenario.spec("ElasticIp"));
      Owner guest =
          scenario.harness.apply(
              "guest",
              SharedVpcTest.guest("PrivateEndpoints, endpoints: {s3Gateway: false}")
                  + "\n"
                  + SESSIONS
                  + "\n");
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      assertThat(SharedVpcTest.keys(scenario, host))
          .contains("vpcendpoint/logs", "vpcendpoint/s3")
          .doesNotContain("vpcendpoint/kms", KEY);
      assertThat(SharedVpcTest.keys(scenario, guest)).contains(KEY);

      scenario.deleteAndAwaitGone(List.of(guest));
      scenario.eventually(() ->
          assertThat(SharedVpcTest.keys(scenario, host))
              .noneMatch(key -> key.startsWith("vpcendpoint")));
      scenario.deleteAndAwaitGone(List.of(host));
    }
  }

  /** It is reconciled as before, until its guests are gone. */
  @Test
  void aHostThatWaitsForItsGuestsGetsItsDocumentBack() {
    try (EngineScenario scenario = EngineScenario.open(156)) {
      Owner host =
          scenario.harness.apply(
              "public", EngineScenario.spec("ElasticIp", "sessions: {idleTimeout: 10m}"));
      Owner guest = scenario.harness.apply("guest", SharedVpcTest.guest("ElasticIp"));
      scenario.awaitSettled(guest);
      scenario.awaitSettled(host);
      scenario.harness.delete(host);
      scenario
          .aws
          .faults()
          .refuse("CreateDocument", AwsErrors.of("InternalServerError"), Faults.ALWAYS);
      String name = scenario.id(host, KEY);
      try (SsmClient ssm = scenario.otherClient.ssm()) {
        ssm.deleteDocument(r -> r.name(name));
      }
      scenario.advance(Duration.ofMinutes(10));
      assertThat(SharedVpcTest.keys(scenario, host)).doesNotContain(KEY);
      scenario.aws.faults().clear();
      scenario.eventually(() ->
          assertThat(SharedVpcTest.keys(scenario, host)).as(scenario.describe(host)).contains(KEY));

      scenario.deleteAndAwaitGone(List.of(guest, host));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void inAVpcOfSomebodyElseOnlyTheMissingEndpointsAreBuilt() {
    try (EngineScenario scenario = EngineScenario.open(154)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.allowHttps("10.1.0.0/16");
      foreign.endpoint("logs");
      scenario.advance(Duration.ofMinutes(10));
      Owner owner =
          scenario.harness.apply(
              "guest",
              foreign.inRanges(
                  "PrivateEndpoints",
                  "sessions: {log: {cloudWatchGroup: /ssm/sessions}, kmsKeyId: alias/sessions}"));
      scenario.awaitSettled(owner);
      assertThat(ExistingVpcTest.keys(scenario, owner))
          .contains("vpcendpoint/kms", "vpcendpoint/ssm", KEY)
          .doesNotContain("vpcendpoint/logs");
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  @Test
  void anEndpointOfSomebodyElseThatLetsNobodyInIsNamed() {
    try (EngineScenario scenario = EngineScenario.open(155)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      String endpoint = foreign.endpoint("logs");
      scenario.advance(Duration.ofMinutes(10));
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints", SESSIONS));
      ExistingVpcStatesTest.assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The endpoint %s has the name of com.amazonaws.eu-west-1.logs in the VPC %s, and has security groups that do not allow HTTPS from 10.1.64.0/27. Allow it in %s, or turn private DNS of %1$s off"
              .formatted(endpoint, foreign.vpc, foreign.group));
    }
  }

  @Test
  void theDocumentAndThePolicyOfALostObjectAreTakenOver() {
    try (EngineScenario scenario = EngineScenario.open(156)) {
      String spec = EngineScenario.spec("ElasticIp", SESSIONS);
      Owner lost = scenario.harness.apply("lost", spec);
      scenario.awaitSettled(lost);
      String document = scenario.id(lost, KEY);
      scenario.harness.removeByForce(lost);
      scenario.advance(Duration.ofMinutes(7));
      long mark = scenario.mark();
      Owner adopter = scenario.harness.adopt("adopter", spec, lost.uid());
      scenario.awaitSettled(adopter);
      assertThat(scenario.harness.status(adopter).sessionDocument()).isEqualTo(document);
      assertThat(scenario.calls(mark, "CreateDocument")).isEmpty();
      assertThat(scenario.calls(mark, "PutRolePolicy")).isEmpty();
      scenario.deleteAndAwaitGone(List.of(adopter));
      assertThat(scenario.aws.resources()).isEmpty();
    }
  }

  @Test
  void aRetainedEnvironmentLeavesItsDocumentTagged() {
    try (EngineScenario scenario = EngineScenario.open(157)) {
      Owner owner =
          scenario.harness.apply(
              "app", EngineScenario.spec("ElasticIp", SESSIONS, "deletionPolicy: Retain"));
      scenario.awaitSettled(owner);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(scenario.resource(owner, KEY).tags()).containsEntry("ssmenv-retained", "true");
    }
  }
}
