package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.LIVING;
import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.plan.CommandRun;
import io.ssmenv.simulator.core.CallRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ssmenv plan} for the environment that {@code ssmenv orphans --manifest} has printed. */
class AdoptionPlanTest {

  private final CommandRun run = new CommandRun();
  private OrphanAccount account;

  @BeforeEach
  void build() throws IOException {
    account = new OrphanAccount();
    run.aws(ClientFactory.of(account.aws.endpoint(), "AKIAPLAN", "secret"));
    SsmManagedEnvironment lives = FixedCluster.environment("lives", LIVING, Map.of());
    lives.setSpec(
        Serialization.unmarshal(
            "region: eu-west-1\nconnectivity: {pattern: ElasticIp}\ninstances: []",
            EnvironmentSpec.class));
    run.cluster(() -> new FixedCluster("cluster", List.of(lives)));
    assertThat(account.run("", "--manifest", LOST)).as(account.err).isZero();
    run.input(account.out);
  }

  @AfterEach
  void end() {
    account.close();
  }

  @Test
  void whatExistsGetsNewTagsAndTheRestIsCreated() {
    assertThat(run.plan("-f", "-")).as(run.err()).isEqualTo(2);
    assertThat(run.out())
        .startsWith("team-a/lost: ElasticIp in eu-west-1, account 111122223333\n")
        .contains(
            "  ~   update vpc (" + account.lostVpc + ")\n",
            "  -   delete address/app-0 (eipalloc-",
            """
                    first: update address/app-0: tags are missing or different, should be
                           {ssmenv.io/cluster=cluster}
            """,
            "  +   create subnet/workload-a\n        vpc        vpc (" + account.lostVpc + ")\n")
        .doesNotContain("create vpc\n", "-/+")
        .endsWith("Plan: 12 to create, 1 to change, 0 to replace, 1 to delete.\n");
    assertThat(run.out().replace("\n", " "))
        .contains("Note: it takes over the 2 resources that exist with the environment id " + LOST);
    assertThat(account.aws.callLog().calls())
        .filteredOn(call -> call.accessKeyId().equals("AKIAPLAN"))
        .isNotEmpty()
        .noneMatch(CallRecord::mutating);
  }

  @Test
  void whatTheOperatorOfItsClusterStillWritesIsRefused() {
    account.beat("eu-west-1");
    assertThat(run.plan("-f", "-")).isEqualTo(1);
    assertThat(run.err())
        .startsWith("plan: team-a/lost: The operator of the cluster gone wrote in this account at ")
        .endsWith(
            "Stop it, and wait until that is 3 hours ago, or delete the SSM parameter"
                + " /operators/ssmenv/gone in eu-west-1\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void whatAnotherEnvironmentHasIsRefused() {
    run.input(account.out.replace(LOST, LIVING));
    assertThat(run.plan("-f", "-")).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            "plan: team-a/lost: The resources with the environment id "
                + LIVING
                + " belong to team-a/lives, which exists in this cluster. To take them over, delete it"
                + " with spec.deletionPolicy: Retain first; otherwise remove the annotation"
                + " ssmenv.io/adopt\n");
    assertThat(run.out()).isEmpty();
  }
}
