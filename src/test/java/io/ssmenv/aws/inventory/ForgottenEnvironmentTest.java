package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.ec2.VpcHandler;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** A step that ends after its environment was forgotten must not bring its memory back. */
class ForgottenEnvironmentTest {

  /** Before the first pass no account is confirmed. */
  private static final String ACCOUNT = "";

  private static final Owner OWNER = new Owner("cluster", "uid", "team-a/reports");
  private static final Vpc VPC =
      new Vpc(Key.of("vpc", "main"), "10.20.0.0/16", true, true, Tags.of(Map.of()));
  private static final Observed WRITTEN =
      new Observed(VPC, "vpc-1", Observed.State.READY, "available", Map.of());

  @Test
  void whatALateStepRecordsIsDropped() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AwsInventory inventory = inventory(threads);
      inventory.observe(OWNER, Map.of(), true);
      inventory.writes().recordWrite(ACCOUNT, OWNER, WRITTEN, Optional.empty());
      assertThat(inventory.writes().id(ACCOUNT, OWNER, VPC.key())).contains("vpc-1");

      inventory.forget(OWNER);
      inventory.writes().recordWrite(ACCOUNT, OWNER, WRITTEN, Optional.empty());
      assertThat(inventory.writes().id(ACCOUNT, OWNER, VPC.key())).isEmpty();

      inventory.writes().recordDelete(ACCOUNT, OWNER, WRITTEN, Deletion.DELETING);
      inventory.writes().recordDuplicateDeleted(ACCOUNT, OWNER, WRITTEN);
      inventory.writes().recordUnknownOutcome(ACCOUNT, OWNER, VPC.key());

      assertThat(inventory.writes().id(ACCOUNT, OWNER, VPC.key())).isEmpty();
      assertThat(inventory.refreshes().all()).isEmpty();
    }
  }

  private static AwsInventory inventory(ExecutorService threads) {
    return InventoryFixture.inventory(
        List.of(new VpcHandler().listing()),
        InstantSource.system(),
        threads,
        owner -> {},
        new InternalErrors(() -> {}));
  }
}
