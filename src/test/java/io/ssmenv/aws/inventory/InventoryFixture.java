package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.RouteTable;
import io.ssmenv.topology.Tags;
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

  /** A route table in a VPC of the same number, with a name in its tags. */
  static ListedResource table(Owner owner, Key key, int number, String name) {
    RouteTable table = new RouteTable(key, Ref.id("vpc-" + number), Tags.of(Map.of("Name", name)));
    String id = "rtb-" + number;
    return ListedResource.of(
        id,
        owner.of(key).tags(),
        false,
        "available",
        _ -> List.of(new Observed(table, id, State.READY, "available")));
  }
}
