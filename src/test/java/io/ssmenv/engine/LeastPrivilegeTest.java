package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.permission.OperatorPolicies;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.aws.permission.PolicyOptions;
import io.ssmenv.aws.permission.Statement;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.BlockingResources.Blocking;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.iam.CallerPolicies.Grant;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;

/**
 * Runs the operator with exactly the permissions in {@code deploy/iam}. The simulated AWS enforces
 * them with their conditions. They are sufficient, and each of them is used.
 */
@Execution(ExecutionMode.CONCURRENT)
class LeastPrivilegeTest {

  private static final Set<String> DENIALS =
      Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException");
  private static final String ALL_ROLES = "ReadAuthorizationDetails";
  private static final String RETAIN = "deletionPolicy: Retain";

  @Test
  void everyPermissionIsUsedAndNoOtherIsNeeded() {
    try (EngineScenario scenario = EngineScenario.open(18);
        SessionTargetsOfTest targets = new SessionTargetsOfTest(scenario);
        DriftInjector driftInjector = new DriftInjector(scenario)) {
      targets.create();
      restrict(scenario, OperatorPolicies.of(PolicyOptions.defaults()), all -> true);
      List<Owner> owners = scenario.onePerPattern();
      scenario.awaitReady(owners);
      verifyEgressAndDelete(scenario);
      configureSessions(scenario, targets, "sessions");
      rebootAndDelete(scenario);
      buildAndDeleteInExistingVpc(scenario);
      driftInjector.changeElasticIpEnvironment(owners.get(0));
      driftInjector.changeNatGatewayEnvironment(owners.get(1));
      driftInjector.changePrivateEndpointsEnvironment(owners.get(2));
      scenario.awaitPolls(14);
      scenario.awaitReady(owners);
      Set<Grant> used =
          new HashSet<>(scenario.aws.callerPolicies().used(EngineScenario.ENGINE_KEY));

      restrict(
          scenario,
          OperatorPolicies.of(PolicyOptions.defaults()),
          statement -> !statement.sid().equals(ALL_ROLES));
      driftInjector.deleteForeignGroups(owners.subList(1, 3));
      configureSessions(scenario, targets, "more-sessions");
      rotatePatternsAndDelete(scenario, driftInjector, owners);
      used.addAll(scenario.aws.callerPolicies().used(EngineScenario.ENGINE_KEY));

      assertThat(denied(scenario)).as("denied").containsOnly("GetAccountAuthorizationDetails");
      assertThat(used).isEqualTo(granted(OperatorPolicies.of(PolicyOptions.defaults())));
    }
  }

  private static void verifyEgressAndDelete(EngineScenario scenario) {
    Owner verified =
        scenario.harness.apply(
            "verified", EngineScenario.spec("ElasticIp", "verification: {egress: true}"));
    scenario.eventually(() ->
        assertThat(scenario.harness.isTrue(verified, "EgressVerified"))
            .as(scenario.describe(verified))
            .isTrue());
    scenario.deleteAndAwaitGone(List.of(verified));
  }

  private static void rebootAndDelete(EngineScenario scenario) {
    try (Ec2Client ec2 = scenario.otherClient.ec2()) {
      SleepingAgents agents = new SleepingAgents(scenario, ec2);
      Owner owner = agents.asleep(1, SleepingAgents.rebooting(1));
      scenario.eventually(
          () -> assertThat(agents.reboots()).as(scenario.describe(owner)).hasSize(1));
      scenario.deleteAndAwaitGone(List.of(owner));
    }
  }

  private static void configureSessions(
      EngineScenario scenario, SessionTargetsOfTest targets, String name) {
    Owner owner = scenario.harness.apply(name, EngineScenario.spec("ElasticIp", targets.spec()));
    scenario.eventually(() ->
        assertThat(scenario.harness.isTrue(owner, "SessionsConfigured"))
            .as(scenario.describe(owner))
            .isTrue());
    targets.untag(scenario.id(owner, "ssmdocument"));
    scenario.eventually(
        () -> assertThat(scenario.resource(owner, "ssmdocument").tags()).containsKey("Name"));
    long mark = scenario.mark();
    scenario.harness.apply(name, EngineScenario.spec("ElasticIp", "sessions: {idleTimeout: 5m}"));
    scenario.eventually(() -> {
      assertThat(scenario.calls(mark, "UpdateDocumentDefaultVersion")).isNotEmpty();
      assertThat(scenario.harness.isTrue(owner, "InSync")).as(scenario.describe(owner)).isTrue();
    });
    scenario.deleteAndAwaitGone(List.of(owner));
  }

  private static void buildAndDeleteInExistingVpc(EngineScenario scenario) {
    ForeignNetwork foreign = ForeignNetwork.build(scenario);
    List<Owner> guests =
        List.of(
            scenario.harness.apply("ranges", foreign.inRanges("NatGateway")),
            scenario.harness.apply(
                "subnets", foreign.inSubnets("PrivateEndpoints", foreign.closed)));
    scenario.awaitReady(guests);
    silenceAgents(scenario, new ForeignTraffic(foreign));
    scenario.awaitReady(guests);
    scenario.deleteAndAwaitGone(guests);
  }

  /** The operator then reads what may be the reason. */
  private static void silenceAgents(EngineScenario scenario, ForeignTraffic traffic) {
    traffic.blockAllThatIsNotExcluded();
    String acl = traffic.acl();
    traffic.denyHttps(acl, 50);
    scenario.eventually(
        () -> assertThat(scenario.calls(0, "DescribeVpcBlockPublicAccessExclusions")).isNotEmpty());
    traffic.deleteRule(acl, true, 50);
  }

  /** IAM denies it, too, if the operator has read the tag before it was withdrawn. */
  @Test
  void nothingIsCreatedInAVpcWithoutTheTagOfConsent() {
    try (EngineScenario scenario = EngineScenario.open(19)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      restrict(scenario, OperatorPolicies.of(PolicyOptions.defaults()), all -> true);
      scenario.harness.apply("guest", foreign.inRanges("NatGateway"));
      scenario.runUntil(() -> !scenario.calls(0, "DescribeVpcAttribute").isEmpty());
      foreign.withdrawConsent();
      scenario.advance(Duration.ofSeconds(20));
      assertThat(scenario.calls(0, "CreateSubnet"))
          .isNotEmpty()
          .allMatch(call -> call.outcome().equals("UnauthorizedOperation"));
    }
  }

  /**
   * Changes every environment to the next pattern, sets and removes a permissions boundary,
   * replaces an instance, and deletes all environments, one of them with Retain.
   */
  private static void rotatePatternsAndDelete(
      EngineScenario scenario, DriftInjector driftInjector, List<Owner> owners) {
    String boundary =
        "role: {permissionsBoundary: '" + driftInjector.createPolicy("boundary") + "'}";
    for (int i = 0; i < 3; i++) {
      apply(scenario, i, (i + 1) % 3, boundary);
    }
    scenario.awaitPolls(14);
    scenario.awaitReady(owners);
    for (int i = 0; i < 3; i++) {
      apply(scenario, i, (i + 1) % 3, i == 0 ? RETAIN : "");
    }
    scenario.awaitPolls(14);
    scenario.awaitReady(owners);
    long mark = scenario.mark();
    scenario.harness.apply(
        EngineScenario.PATTERNS.get(1).toLowerCase(Locale.ROOT),
        EngineScenario.spec(EngineScenario.PATTERNS.get(2))
            .replace("{name: app}", "{name: app, type: t3.small}"));
    scenario.eventually(() ->
        assertThat(scenario.calls(mark, "RunInstances"))
            .extracting(CallRecord::outcome)
            .contains("DryRunOperation", CallRecord.OK));
    scenario.awaitPolls(14);
    scenario.awaitReady(owners);
    String role = scenario.id(owners.get(1), "role");
    driftInjector.addToForeignProfile(role);
    Blocking acl = new BlockingResources(scenario, owners.get(1)).networkAcl();
    owners.forEach(scenario.harness::delete);
    scenario.eventually(() ->
        assertThat(List.of("ListInstanceProfilesForRole", "DescribeVpcPeeringConnections"))
            .as(scenario.describe(owners.get(1)))
            .noneMatch(read -> scenario.calls(0, read).isEmpty()));
    driftInjector.removeFromForeignProfile(role);
    acl.remove().run();
    scenario.deleteAndAwaitGone(owners);
  }

  private static void apply(EngineScenario scenario, int environment, int pattern, String more) {
    scenario.harness.apply(
        EngineScenario.PATTERNS.get(environment).toLowerCase(Locale.ROOT),
        EngineScenario.spec(EngineScenario.PATTERNS.get(pattern), more));
  }

  private static void restrict(
      EngineScenario scenario, List<Policy> policies, Predicate<Statement> filter) {
    scenario
        .aws
        .callerPolicies()
        .restrict(
            EngineScenario.ENGINE_KEY,
            policies.stream()
                .map(policy ->
                    new Policy(policy.name(), policy.statements().stream().filter(filter).toList()))
                .map(Policy::json)
                .toList(),
            Map.of("ssmenv-cluster", EngineHarness.CLUSTER));
  }

  private static Set<String> denied(EngineScenario scenario) {
    return scenario.aws.callLog().calls().stream()
        .filter(call -> call.accessKeyId().equals(EngineScenario.ENGINE_KEY))
        .filter(call -> DENIALS.contains(call.outcome()))
        .map(CallRecord::action)
        .collect(Collectors.toSet());
  }

  private static Set<Grant> granted(List<Policy> policies) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .flatMap(statement ->
            statement.actions().stream().map(action -> new Grant(statement.sid(), action)))
        .collect(Collectors.toSet());
  }
}
