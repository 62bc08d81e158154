package io.ssmenv.cli.orphans;

import static io.ssmenv.cli.orphans.OrphanAccount.LOST;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A deletion that somebody else's resources block. */
class BlockedOrphanTest {

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
  void namesWhatItWaitsForWhileItWaitsAndGoesOn() throws Exception {
    account.patience = Duration.ofSeconds(1);
    String foreign =
        account
            .client
            .ec2()
            .createSubnet(request -> request.vpcId(account.lostVpc).cidrBlock("10.20.3.0/24"))
            .subnet()
            .subnetId();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      Future<Integer> code = threads.submit(() -> account.run("", "--delete", LOST, "--yes"));
      await()
          .atMost(60, SECONDS)
          .untilAsserted(() ->
              assertThat(account.printed.toString())
                  .containsPattern(
                      "Nothing was deleted for 1 s\\. vpc: DeleteVpc.* Blocked by[^\n]*"
                          + foreign));
      assertThat(code.isDone()).isFalse();
      account.client.ec2().deleteSubnet(request -> request.subnetId(foreign));
      assertThat(code.get(60, SECONDS)).as(account.err).isZero();
    } finally {
      threads.shutdownNow();
    }
    assertThat(account.out.lines().filter(line -> line.contains(foreign)))
        .as("each wait once")
        .hasSize(1);
    assertThat(account.ids()).containsExactly(account.livingVpc);
  }
}
