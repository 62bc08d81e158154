package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.LIVING;
import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.simulator.core.CallRecord;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** The command against a simulated account, with resources that two environments have built. */
class OrphansCommandTest {

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
  void listsWhatNoLivingEnvironmentHasAndThatWhichCostsFirst() {
    assertThat(account.run("")).as(account.err).isZero();
    assertThat(account.out)
        .startsWith("ENVIRONMENT ID ")
        .contains(LOST + "  eu-west-1", "formerly team-a/lost", "cluster id gone", account.lostVpc)
        .containsSubsequence("$ address/app-0", "  vpc ")
        .doesNotContain(LIVING, account.livingVpc);
    assertThat(account.out.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(account.engineCalls()).isNotEmpty().noneMatch(CallRecord::mutating);
  }

  @Test
  void listsThemForPrograms() {
    assertThat(account.run("", "-o", "json")).as(account.err).isZero();
    assertThat(account.out)
        .contains(
            "\"format\" : \"ssmenv.io/orphans/v1\"",
            "\"environmentId\" : \"" + LOST + "\"",
            "\"regions\" : [ \"eu-west-1\" ]",
            "\"costs\" : true");
    assertThat(account.run("", "-o", "yaml")).as(account.err).isZero();
    assertThat(account.out).contains("environmentId: \"" + LOST + "\"");
  }

  @Test
  void printsTheManifestThatWouldAdopt() {
    assertThat(account.run("", "--manifest", LOST)).as(account.err).isZero();
    assertThat(account.out)
        .contains(
            "namespace: team-a\n  name: lost\n",
            "ssmenv.io/adopt: \"" + LOST + "\"",
            "region: eu-west-1",
            "pattern: ElasticIp",
            "cidr: 10.20.0.0/16");
  }

  @Test
  void deletesAfterTheIdWasTypedAndNothingElse() {
    assertThat(account.run("no\n", "--delete", LOST)).isEqualTo(1);
    assertThat(account.err).contains("Nothing was deleted");
    assertThat(account.ids()).contains(account.lostVpc);

    assertThat(account.run(LOST + "\n", "--delete", LOST)).as(account.err).isZero();
    assertThat(account.out)
        .contains(
            "Deleted vpc (" + account.lostVpc + ")", "Nothing with the environment id " + LOST);
    assertThat(account.ids()).containsExactly(account.livingVpc);
  }

  @Test
  void deletesNothingOfALivingEnvironment() {
    assertThat(account.run("", "--delete", LIVING, "--yes")).isEqualTo(1);
    assertThat(account.err)
        .contains("No resources without a living environment have the id " + LIVING);
    assertThat(account.ids()).contains(account.livingVpc, account.lostVpc);
  }

  @Test
  void deletesNothingOfAClusterWhoseOperatorStillWrites() {
    account
        .client
        .ssm()
        .putParameter(request ->
            request.name("/operators/ssmenv/gone").type(ParameterType.STRING).value("{}"));
    assertThat(account.run("", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.out).contains("NOT LOST: the operator of that cluster wrote at 20");
    assertThat(account.err)
        .contains("the operator of the cluster gone still writes in this account");
    assertThat(account.ids()).contains(account.lostVpc);
  }

  @Test
  void withoutAClusterNobodyKnowsWhichEnvironmentsLive() {
    assertThat(account.run(Optional.empty(), "", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err).contains("it is not known which environments live");
    assertThat(account.run(Optional.empty(), "", "--without-cluster")).as(account.err).isZero();
    assertThat(account.out).contains(LIVING, LOST);
  }

  @Test
  void whatIsCreatedWhileAwsIsReadLives() {
    Cluster cluster = new OrphanAccount.OneEnvironment(1, LOST);
    assertThat(account.run(Optional.of(cluster), "", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err).contains("No resources without a living environment have the id");
    assertThat(account.ids()).contains(account.lostVpc);
  }

  @Test
  void whatIsAdoptedBeforeTheAnswerLives() {
    Cluster cluster = new OrphanAccount.OneEnvironment(2, LOST);
    assertThat(account.run(Optional.of(cluster), LOST + "\n", "--delete", LOST)).isEqualTo(1);
    assertThat(account.err).contains("Nothing was deleted: an environment of the cluster has this");
    assertThat(account.ids()).contains(account.lostVpc);
  }
}
