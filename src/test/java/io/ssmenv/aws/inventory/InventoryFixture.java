package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** Inventories whose listings a test makes up: nothing listens at their endpoint. */
final class InventoryFixture {

  private InventoryFixture() {}

  static AwsInventory inventory(
      List<Listing> listings,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    return inventory("eu-west-1", listings, clock, threads, wake, internalErrors);
  }

  /** An inventory of a region that no other test has, for what its name is searched for. */
  static AwsInventory inventory(
      String region,
      List<Listing> listings,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    ClientFactory factory =
        ClientFactory.of(URI.create("http://127.0.0.1:9"), "AKIDTEST", "secret");
    return new AwsInventory(
        factory.clients(region),
        factory.credentials(),
        TagScope.ofCluster("cluster"),
        listings,
        (clients, cluster) -> Map.of(),
        new CallerIdentity(null, clients -> "111122223333"),
        new ReadBudget(clock, Timing.POLL_INTERVAL),
        Timing.POLL_INTERVAL,
        clock,
        threads,
        wake,
        internalErrors);
  }
}
