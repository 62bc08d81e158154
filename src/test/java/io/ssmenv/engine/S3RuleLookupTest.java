package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.FactsStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.FaultTarget;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.PrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListId;

/** Rules that may be for S3, while its prefix list cannot be looked up. */
@Execution(ExecutionMode.CONCURRENT)
class S3RuleLookupTest {

  /** The prefix list of DynamoDB sorts before that of S3 in the first region, and after it else. */
  @ParameterizedTest
  @ValueSource(strings = {"eu-west-1", "eu-central-1"})
  void withoutThePrefixListNoneOfSeveralRulesIsDeleted(String region) {
    try (EngineScenario scenario = EngineScenario.open(79);
        Ec2Client ec2 = scenario.otherClient.in(Region.of(region)).ec2()) {
      String spec = EngineScenario.spec("PrivateEndpoints").replace("eu-west-1", region);
      Owner owner = scenario.harness.apply("one", spec);
      scenario.awaitReady(owner);
      String group = scenario.id(owner, "securitygroup/instances");
      List<String> before = prefixLists(ec2, group);
      scenario.harness.kill();
      scenario.harness.editStatus(owner, status -> StatusEdit.withFacts(status, FactsStatus.NONE));
      allow(ec2, group, dynamoDb(ec2));
      String fault = scenario.aws.faults().outage(FaultTarget.forAction("DescribePrefixLists"));
      scenario.harness.restart();
      scenario.awaitPolls(5);
      assertThat(prefixLists(ec2, group)).hasSize(2).containsAll(before);
      assertThat(scenario.harness.describeCondition(owner, "InSync")).startsWith("UNKNOWN");

      scenario.aws.faults().clear(fault);
      scenario.eventually(() -> assertThat(prefixLists(ec2, group)).hasSize(1).isEqualTo(before));
      scenario.awaitSettled(owner);
    }
  }

  private static String dynamoDb(Ec2Client ec2) {
    return ec2.describePrefixLists().prefixLists().stream()
        .filter(list -> list.prefixListName().endsWith(".dynamodb"))
        .map(PrefixList::prefixListId)
        .findFirst()
        .orElseThrow();
  }

  private static void allow(Ec2Client ec2, String group, String prefixList) {
    ec2.authorizeSecurityGroupEgress(r ->
        r.groupId(group)
            .ipPermissions(permission ->
                permission
                    .ipProtocol("tcp")
                    .fromPort(443)
                    .toPort(443)
                    .prefixListIds(list -> list.prefixListId(prefixList))));
  }

  private static List<String> prefixLists(Ec2Client ec2, String group) {
    return ec2
        .describeSecurityGroups(r -> r.groupIds(group))
        .securityGroups()
        .getFirst()
        .ipPermissionsEgress()
        .stream()
        .flatMap(permission -> permission.prefixListIds().stream())
        .map(PrefixListId::prefixListId)
        .sorted()
        .toList();
  }
}
