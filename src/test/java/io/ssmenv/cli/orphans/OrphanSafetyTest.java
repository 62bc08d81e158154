package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.LIVING;
import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the command knows of others before it takes their resources for lost. */
class OrphanSafetyTest {

  private OrphanAccount account;

  @BeforeEach
  void build() throws IOException {
    account = new OrphanAccount();
  }

  @AfterEach
  void end() {
    account.close();
  }

  @Test
  void aHeartbeatCountsInWhateverRegionTheOperatorLeftIt() {
    account.beat("us-west-2");
    assertThat(account.run("", "--region", "eu-west-1")).as(account.err).isZero();
    assertThat(account.out).contains("NOT LOST: the operator of that cluster wrote at 20");
    assertThat(account.run("", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err).contains("the operator of the cluster gone still writes");
    assertThat(account.ids()).contains(account.lostVpc);
  }

  @Test
  void whatCannotBeReadOfAHeartbeatIsNoSilence() {
    account
        .aws
        .faults()
        .add(
            FaultTarget.forAction("GetParameter").inRegion("us-west-2"),
            new Fault.Failed(),
            1,
            Faults.ALWAYS);
    assertThat(account.run("")).as(account.err).isZero();
    assertThat(account.out).contains("MAYBE NOT LOST: us-west-2: GetParameter");
    assertThat(account.run("", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err).contains("it is not known whether the operator of the cluster gone");
    assertThat(account.ids()).contains(account.lostVpc);
  }

  @Test
  void iamResourcesAreLostOnlyIfEveryRegionWasRead() {
    LostRole.create(account);
    assertThat(account.run("", "--region", "us-east-1")).as(account.err).isZero();
    assertThat(account.out)
        .startsWith("Every resource of an operator in us-east-1 belongs to a living environment.")
        .contains("IAM resources are in no region")
        .doesNotContain(LOST);
    assertThat(account.run("", "--region", "us-east-1", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err).contains("--delete reads all regions").contains("Leave out --region");
    assertThat(account.client.iam().listRoles().roles()).hasSize(1);

    assertThat(account.run("", "--delete", LOST, "--yes")).as(account.err).isZero();
    assertThat(account.client.iam().listRoles().roles()).isEmpty();
  }

  @Test
  void aRegionThatTheAccountDoesNotHaveIsNamed() {
    assertThat(account.run("", "--region", "eu-wst-1")).isEqualTo(1);
    assertThat(account.err)
        .contains("eu-wst-1 is not enabled for this account. Use one of ")
        .contains("eu-west-1")
        .doesNotContain("..", "ssmenv-read.json");
  }

  @Test
  void whatAnObjectOnlyAsksForIsListedWithItsName() {
    Cluster cluster =
        new FixedCluster(
            "cluster",
            List.of(
                FixedCluster.environment("lives", LIVING, Map.of()),
                FixedCluster.environment(
                    "thief", "uid-thief", Map.of(SsmManagedEnvironment.ADOPT, LOST))));
    Optional<Cluster> asked = Optional.of(cluster);
    assertThat(account.run(asked, "")).as(account.err).isZero();
    assertThat(account.out).contains(LOST, "ASKED FOR by team-a/thief").doesNotContain(LIVING);
    assertThat(account.run(asked, "", "-o", "json")).as(account.err).isZero();
    assertThat(account.out).contains("\"askedForBy\" : [ \"team-a/thief\" ]");
    assertThat(account.run(asked, "", "--manifest", LOST)).as(account.err).isZero();
    assertThat(account.out).contains("ssmenv.io/adopt: \"" + LOST + "\"");
    assertThat(account.run(asked, "", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err).contains("Nothing was deleted: team-a/thief asks for these resources");
    assertThat(account.ids()).contains(account.lostVpc);
  }

  @Test
  void whatAnObjectAsksForAndHasByItsTagsLives() {
    Cluster cluster =
        new FixedCluster(
            "gone",
            List.of(
                FixedCluster.environment("lives", LIVING, Map.of()),
                FixedCluster.environment(
                    "lost", "uid-new", Map.of(SsmManagedEnvironment.ADOPT, LOST))));
    assertThat(account.run(Optional.of(cluster), "")).as(account.err).isZero();
    assertThat(account.out).startsWith("Every resource of an operator belongs");
  }

  @Test
  void theClusterIdIsThatOfTheOperator() {
    account.beat("eu-west-1");
    assertThat(account.run("", "--cluster-id", "gone")).as(account.err).isZero();
    assertThat(account.out).contains(LOST).doesNotContain("NOT LOST");
    assertThat(account.run("", "--cluster-id", "gone", "--without-cluster")).isEqualTo(1);
    assertThat(account.err).contains("--cluster-id");

    assertThat(account.run("", "--cluster-id", "gone", "--delete", LOST, "--yes"))
        .as(account.err)
        .isZero();
    assertThat(account.ids()).containsExactly(account.livingVpc);
  }

  @Test
  void anAgeThatAwsDoesNotTellIsExplained() {
    assertThat(account.run("")).as(account.err).isZero();
    assertThat(account.out).contains("AGE ? is not known: AWS keeps no creation time");
  }

  @Test
  void throttlingIsWaitedFor() {
    account
        .aws
        .faults()
        .add(
            FaultTarget.forAction("DescribeSubnets").inRegion("eu-west-1"),
            new Fault.Throttled(),
            1,
            7);
    assertThat(account.run("")).as(account.err).isZero();
    assertThat(account.out).contains(LOST);
  }

  @Test
  void aCopyOfAClusterDoesNotKnowWhatLives() {
    SsmManagedEnvironment stopped = FixedCluster.environment("lives", LIVING, Map.of());
    stopped.setStatus(
        Serialization.unmarshal(
            "conditions: [{type: Stalled, status: 'True', reason: ClusterCopied}]",
            EnvironmentStatus.class));
    Cluster copy = new FixedCluster("gone", List.of(stopped));
    assertThat(account.run(Optional.of(copy), "", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err)
        .contains("a copy of another one (ClusterCopied in the status of team-a/lives)");
    assertThat(account.ids()).contains(account.lostVpc);
  }
}
