package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.Throttling;
import io.ssmenv.testing.AwsErrors;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;

/** Reads of single resources in a listing of many, in virtual time. */
@Execution(ExecutionMode.CONCURRENT)
class ItemReadsTest {

  private static final int MANY = 300;

  /** Half of the published rate of 20 calls a second, and 60 % of the burst of 100. */
  private static final int EC2_PER_MINUTE = 60 + 60 * 10;

  /** A quarter of the rate of 15 calls a second that others use for IAM, and of its burst. */
  private static final int IAM_PER_MINUTE = 10 + 60 * 15 / 4;

  /** An eighth of the rate of 15 calls a second, and 30 % of its burst. */
  private static final int ROLES_PER_MINUTE = 5 + 60 * 15 / 8;

  private static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";
  private static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
          + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  @Test
  void afterARestartTheAttributesOfManyVpcsAreReadWithinTheBudget() {
    try (EngineScenario scenario =
        EngineScenario.open(
            Simulations.options()
                .withSeed(83)
                .withQuotas(Quotas.UNLIMITED)
                .withThrottling(Throttling.OFF))) {
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.network.setLatency(Duration.ofMillis(1));
      createOfOthers(scenario);

      scenario.harness.kill();
      long mark = scenario.mark();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(most(scenario.calls(mark, "DescribeVpcAttribute"), Duration.ofMinutes(1)))
          .isBetween(2 * MANY - 60, EC2_PER_MINUTE);
      assertThat(most(scenario.calls(mark, "DescribeVpcAttribute"), Duration.ofSeconds(6)))
          .isLessThanOrEqualTo(60 + 6 * 10);
      assertThat(most(scenario.calls(mark, "GetInstanceProfile"), Duration.ofMinutes(1)))
          .isBetween(IAM_PER_MINUTE / 2, IAM_PER_MINUTE);
      scenario.assertSettled(owner);
      assertThat(scenario.writes(mark)).as("everything was there").isEmpty();

      long later = scenario.mark();
      Owner second = scenario.harness.apply("two", EngineScenario.spec("ElasticIp"));
      Instant begun = scenario.calls(0, "DescribeVpcs").getLast().time();
      scenario.awaitReady(second);
      assertThat(scenario.calls(later, "CreateVpc").getFirst().time())
          .as("writes wait for no read")
          .isBefore(begun.plusSeconds(90));
    }
  }

  /** Calls take as long as AWS's: as many as the budget has in the same time. */
  @Test
  void afterARestartNothingWaitsForTheAttributesOfManyVpcs() {
    try (EngineScenario scenario =
        EngineScenario.open(
            Simulations.options()
                .withSeed(85)
                .withQuotas(Quotas.UNLIMITED)
                .withThrottling(Throttling.OFF))) {
      createOfOthers(scenario);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);

      scenario.harness.kill();
      scenario.harness.apply("one", EngineScenario.spec("ElasticIp", "tags: {team: changed}"));
      scenario.network.setLatency(Duration.ofMillis(100));
      long mark = scenario.mark();
      scenario.harness.restart();
      scenario.advance(Duration.ofSeconds(10));

      assertThat(scenario.calls(mark, "CreateTags"))
          .extracting(CallRecord::parameters)
          .anyMatch(tagged -> tagged.contains(scenario.id(owner, "vpc")));
      assertThat(scenario.calls(mark, "DescribeVpcAttribute")).hasSizeLessThan(2 * MANY);
    }
  }

  @Test
  void manyRolesThatAreReadOneByOneAreReadWithinTheBudget() {
    try (EngineScenario scenario =
            EngineScenario.open(
                Simulations.options()
                    .withSeed(84)
                    .withQuotas(Quotas.UNLIMITED)
                    .withThrottling(Throttling.OFF));
        IamClient iam = scenario.otherClient.iam()) {
      scenario
          .aws
          .faults()
          .refuse("GetAccountAuthorizationDetails", AwsErrors.of("AccessDenied"), Faults.ALWAYS);
      Owner owner = scenario.harness.apply("one", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      scenario.network.setLatency(Duration.ofMillis(1));
      IntStream.range(0, MANY)
          .forEach(i ->
              iam.createRole(request ->
                  request.roleName("other-" + i).path("/ssmenv/").assumeRolePolicyDocument(TRUST)));

      scenario.harness.kill();
      long mark = scenario.mark();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(10));
      assertThat(most(scenario.calls(mark, "GetRole"), Duration.ofMinutes(1)))
          .isBetween(ROLES_PER_MINUTE / 2, ROLES_PER_MINUTE);
      scenario.assertSettled(owner);
      assertThat(scenario.writes(mark)).as("everything was there").isEmpty();

      String role = scenario.id(owner, "role");
      iam.detachRolePolicy(request -> request.roleName(role).policyArn(CORE));
      scenario.eventually(() ->
          assertThat(
                  iam.listAttachedRolePolicies(request -> request.roleName(role))
                      .attachedPolicies())
              .hasSize(1));
      scenario.awaitSettled(owner);
    }
  }

  /** Creates VPCs and instance profiles of environments that this operator does not know. */
  private static void createOfOthers(EngineScenario scenario) {
    try (Ec2Client ec2 = scenario.otherClient.ec2();
        IamClient iam = scenario.otherClient.iam()) {
      IntStream.range(0, MANY)
          .forEach(i -> {
            Owner owner = new Owner(EngineHarness.CLUSTER, "other-" + i, "others/" + i);
            Map<String, String> tags = owner.of(Key.of("vpc")).tags();
            ec2.createVpc(request ->
                request
                    .cidrBlock("10.0.0.0/16")
                    .tagSpecifications(specification ->
                        specification
                            .resourceType(ResourceType.VPC)
                            .tags(
                                tags.entrySet().stream()
                                    .map(tag ->
                                        Tag.builder()
                                            .key(tag.getKey())
                                            .value(tag.getValue())
                                            .build())
                                    .toList())));
            iam.createInstanceProfile(
                request -> request.instanceProfileName("other-" + i).path("/ssmenv/"));
          });
    }
  }

  /** The most calls within any time span of a length. */
  private static int most(List<CallRecord> calls, Duration length) {
    return calls.stream()
        .mapToInt(first ->
            (int)
                calls.stream()
                    .filter(call ->
                        !call.time().isBefore(first.time())
                            && call.time().isBefore(first.time().plus(length)))
                    .count())
        .max()
        .orElse(0);
  }
}
