package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.status.EventReason;
import io.ssmenv.status.StatusEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Endpoints in a VPC of somebody else that the environment has not built. */
@Execution(ExecutionMode.CONCURRENT)
class ForeignEndpointsTest {

  private static final List<String> SERVICES = List.of("ssm", "ssmmessages", "ec2messages");

  @Test
  void endpointsOfTheOwnerAreUsedIfTheyLetTheInstancesIn() {
    try (EngineScenario scenario = EngineScenario.open(71)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.allowHttps("10.1.0.0/16");
      SERVICES.forEach(foreign::endpoint);
      scenario.advance(Duration.ofMinutes(10));
      Map<String, String> before = foreign.state();
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      assertThat(ExistingVpcTest.keys(scenario, owner))
          .contains("vpcendpoint/s3")
          .doesNotContain("vpcendpoint/ssm", "securitygroup/endpoints");
      assertThat(foreign.state()).isEqualTo(before);
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(foreign.state()).isEqualTo(before);
    }
  }

  @Test
  void endpointsOfTheOwnerThatLetNobodyInAreNamed() {
    try (EngineScenario scenario = EngineScenario.open(72)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      String endpoint = foreign.endpoint("ssm");
      scenario.advance(Duration.ofMinutes(10));
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      ExistingVpcStatesTest.assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The endpoint %s has the name of com.amazonaws.eu-west-1.ssm in the VPC %s, and has security groups that do not allow HTTPS from 10.1.64.0/27. Allow it in %s, or turn private DNS of %1$s off"
              .formatted(endpoint, foreign.vpc, foreign.group));
      assertThat(scenario.writes(0)).isEmpty();
      foreign.allowHttps("10.1.64.0/24");
      scenario.awaitSettled(owner);
      assertThat(ExistingVpcTest.keys(scenario, owner))
          .contains("vpcendpoint/ssmmessages", "securitygroup/endpoints")
          .doesNotContain("vpcendpoint/ssm");
    }
  }

  @Test
  void anEndpointWithARestrictivePolicyIsNamed() {
    try (EngineScenario scenario = EngineScenario.open(76)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.allowHttps("10.1.0.0/16");
      String endpoint = foreign.endpoint("ssm");
      scenario.advance(Duration.ofMinutes(10));
      foreign.ec2.modifyVpcEndpoint(r ->
          r.vpcEndpointId(endpoint)
              .policyDocument(
                  """
                  {"Statement": [
                    {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}
                  """));
      scenario.advance(Duration.ofMinutes(1));
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      ExistingVpcStatesTest.assertStalled(
          scenario,
          owner,
          "VpcUnsuitable: The endpoint %s has the name of com.amazonaws.eu-west-1.ssm in the VPC %s, and has a policy that may not let the instances of this environment in"
              .formatted(endpoint, foreign.vpc));
      foreign.ec2.modifyVpcEndpoint(r -> r.vpcEndpointId(endpoint).resetPolicy(true));
      scenario.awaitSettled(owner);
    }
  }

  @Test
  void aSecondEnvironmentUsesTheEndpointsOfTheFirstAndBuildsItsOwnWhenTheyAreGone() {
    try (EngineScenario scenario = EngineScenario.open(73)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner first = scenario.harness.apply("first", foreign.inRanges("PrivateEndpoints"));
      scenario.awaitSettled(first);
      Owner second =
          scenario.harness.apply("second", foreign.inSubnets("PrivateEndpoints", foreign.closed));
      scenario.awaitSettled(second);
      assertThat(ExistingVpcTest.keys(scenario, second))
          .noneMatch(key -> key.startsWith("vpcendpoint"));
      scenario.deleteAndAwaitGone(List.of(first));
      scenario.eventually(
          () -> assertThat(ExistingVpcTest.keys(scenario, second)).contains("vpcendpoint/ssm"));
      scenario.awaitSettled(second);
      scenario.deleteAndAwaitGone(List.of(second));
    }
  }

  @Test
  void theEnvironmentSaysBeforeItTakesNamesOverForTheWholeVpc() {
    try (EngineScenario scenario = EngineScenario.open(77)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      String spec = foreign.inSubnets("PrivateEndpoints", foreign.closed);
      List<String> planned =
          notices(scenario, () -> scenario.harness.previewer().previewNew("guest", spec));
      assertThat(planned)
          .containsExactly(
              "The DNS names of ec2messages, ssm, ssmmessages will resolve to endpoints of this environment, for everybody in %s. Agents there connect to them over HTTPS, which their security groups and network ACLs have to allow"
                  .formatted(foreign.vpc));
      Owner owner = scenario.harness.apply("guest", spec);
      scenario.runUntil(() -> !resolverEvents(scenario).isEmpty());
      assertThat(scenario.calls(0, "CreateVpcEndpoint")).as("not before the event").isEmpty();
      scenario.awaitSettled(owner);
      assertThat(resolverEvents(scenario)).isEqualTo(planned);

      List<String> removed =
          notices(scenario, () -> scenario.harness.previewer().previewDeletion(owner));
      assertThat(removed)
          .containsExactly(
              "The DNS names of ec2messages, ssm, ssmmessages will no longer resolve to endpoints of this environment, for everybody in %s. Agents there need another way to Systems Manager"
                  .formatted(foreign.vpc));
      scenario.deleteAndAwaitGone(List.of(owner));
      assertThat(resolverEvents(scenario)).endsWith(removed.getFirst()).hasSize(2);
    }
  }

  private static List<String> notices(
      EngineScenario scenario, Supplier<Map<Owner, Preview>> previews) {
    AtomicReference<List<String>> notices = new AtomicReference<>(List.of());
    scenario.eventually(() ->
        assertThat(previews.get().values())
            .singleElement()
            .isInstanceOfSatisfying(
                Preview.Complete.class, preview -> notices.set(preview.notices())));
    return notices.get();
  }

  private static List<String> resolverEvents(EngineScenario scenario) {
    return scenario.harness.events().stream()
        .filter(event -> event.reason().equals(EventReason.RESOLVER_CHANGING.wire()))
        .map(StatusEvent::message)
        .toList();
  }

  @Test
  void anEnvironmentWhoseEndpointsWereRejectedTakesNoNamesAway() {
    try (EngineScenario scenario = EngineScenario.open(7)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      List<Owner> all =
          List.of(
              scenario.harness.apply("a", foreign.inRange("PrivateEndpoints", "10.1.64.0/25")),
              scenario.harness.apply("b", foreign.inRange("PrivateEndpoints", "10.1.64.128/25")),
              scenario.harness.apply("same", foreign.inRange("NatGateway", "10.1.64.0/25")),
              scenario.harness.apply("c", foreign.inSubnets("PrivateEndpoints", foreign.closed)));
      scenario.advance(Duration.ofMinutes(40));
      Owner without = all.getFirst();
      assertThat(SharedVpcTest.keys(scenario, without)).doesNotContain("vpcendpoint/ssm");
      assertThat(scenario.harness.status(without).networkOrDefault().endpoints()).isEmpty();

      int before = resolverEvents(scenario).size();
      scenario.deleteAndAwaitGone(List.of(without));
      assertThat(resolverEvents(scenario)).hasSize(before);
    }
  }

  @Test
  void providedEndpointsAreNotBuilt() {
    try (EngineScenario scenario = EngineScenario.open(74)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.allowHttps("10.1.0.0/16");
      SERVICES.forEach(foreign::endpoint);
      scenario.advance(Duration.ofMinutes(10));
      Owner owner =
          scenario.harness.apply(
              "guest",
              foreign
                  .inSubnets("PrivateEndpoints", foreign.closed)
                  .replace("PrivateEndpoints}", "PrivateEndpoints, endpoints: {provided: true}}"));
      scenario.awaitSettled(owner);
      assertThat(scenario.harness.status(owner).resources())
          .extracting(ResourceStatus::key)
          .contains("securitygrouprule/instances/egress/tcp/443/0.0.0.0/0")
          .noneMatch(key -> key.startsWith("vpcendpoint"));
    }
  }

  /** The names of Systems Manager resolve to the new endpoints for everybody in the VPC. */
  @Test
  void endpointsOfAnEnvironmentLetTheWholeVpcIn() {
    try (EngineScenario scenario = EngineScenario.open(75)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      Owner other = scenario.harness.apply("other", foreign.inSubnets("ElasticIp", foreign.open));
      scenario.awaitSettled(other);
      Owner owner = scenario.harness.apply("guest", foreign.inRanges("PrivateEndpoints"));
      scenario.awaitSettled(owner);
      scenario.advance(Duration.ofMinutes(20));
      scenario.assertSettled(other);
    }
  }
}
