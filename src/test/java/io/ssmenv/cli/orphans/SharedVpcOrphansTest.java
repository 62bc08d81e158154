package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.GUEST;
import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Environments without an object that stand in the VPC of another one, or of somebody else. */
class SharedVpcOrphansTest {

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
  void namesTheHostOfAGuestAndDeletesItFirst() {
    String subnet = account.subnet(account.lostVpc, "10.20.192.0/24");
    assertThat(account.run("", "--manifest", GUEST)).as(account.err).isZero();
    assertThat(account.out).contains("  network:\n    environment: {name: lost} # in whose VPC");

    assertThat(account.run("", "--delete", LOST, "--yes")).isEqualTo(1);
    assertThat(account.err)
        .contains(
            "Nothing was deleted: other environments stand in its VPC. Delete first team-a/guest ("
                + GUEST
                + ")");
    assertThat(account.ids()).contains(account.lostVpc, subnet);

    assertThat(account.run("", "--delete", GUEST, "--yes")).as(account.err).isZero();
    assertThat(account.run("", "--delete", LOST, "--yes")).as(account.err).isZero();
    assertThat(account.ids()).containsExactly(account.livingVpc);
  }

  @Test
  void namesTheVpcOfSomebodyElse() {
    String vpc =
        account.client.ec2().createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    assertThat(account.subnet(vpc, "10.1.64.0/26")).isNotEmpty();
    assertThat(account.run("", "--manifest", GUEST)).as(account.err).isZero();
    assertThat(account.out)
        .contains(
            "  network:\n    existing: {vpcId: "
                + vpc
                + ", cidrs: [10.1.64.0/23]} # the subnets have 10.1.64.0/26\n");
  }
}
