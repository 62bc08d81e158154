package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.inventory.Reading.Confirmed;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A listing that lacks most of what it has shown before. */
class SuddenLossTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ACCOUNT = "111122223333";
  private static final Key VPC = Key.of("vpc");
  private static final int ENVIRONMENTS = 10;

  private static final Listing VPCS =
      new SdkListing<ListedResource>(
          "DescribeVpcs",
          Vpc.class,
          Set.of(),
          (clients, scope) -> Stream.empty(),
          (clients, id) -> List.of(),
          item -> item);

  private final List<EnvironmentCache> caches =
      IntStream.range(0, ENVIRONMENTS).mapToObj(i -> new EnvironmentCache(owner(i))).toList();

  private final ListResult all = listed(ListResult.notRead("not read"), 0, ENVIRONMENTS);
  private final InventoryView before =
      InventoryView.unread(List.of(VPCS), START).after(confirmed(all), START);

  @Test
  void anEmptyAnswerIsNotBelieved() {
    ListResult guarded = guarded(listed(all, 0, 0));

    assertThat(guarded.size()).isEqualTo(ENVIRONMENTS);
    assertThat(guarded.failure().orElseThrow().message())
        .contains("DescribeVpcs suddenly lacks 10 of 10 resources, of 10 environments")
        .contains("restart the operator");
  }

  @Test
  void itIsBelievedOnceItShowsTheResourcesAgain() {
    InventoryView doubted =
        before.after(SuddenLoss.withoutLosses(confirmed(listed(all, 0, 0)), before, caches), START);
    Confirmed again = confirmed(listed(doubted.of(VPCS), 0, ENVIRONMENTS));

    assertThat(result(SuddenLoss.withoutLosses(again, doubted, caches)).failure()).isEmpty();
  }

  @Test
  void theLossOfFewOrOfLessThanHalfIsBelieved() {
    assertThat(guarded(listed(all, 0, 6)).failure()).isEmpty();
    assertThat(guarded(listed(all, 0, 4)).failure()).isPresent();
  }

  @Test
  void whatTheOperatorDeletesIsNoLoss() {
    caches.forEach(cache -> cache.recordDelete(vpc("vpc"), Deletion.DELETED, VPCS, START));

    assertThat(guarded(listed(all, 0, 0)).failure()).isEmpty();
  }

  /** An earlier process, or somebody else. */
  @Test
  void whatWasBeingDeletedBeforeIsNoLoss() {
    ListResult deleting = listed(ListResult.notRead("not read"), 0, ENVIRONMENTS, State.DELETING);
    InventoryView seen =
        InventoryView.unread(List.of(VPCS), START).after(confirmed(deleting), START);
    Confirmed empty = confirmed(listed(deleting, 0, 0));

    assertThat(result(SuddenLoss.withoutLosses(empty, seen, caches)).failure()).isEmpty();
  }

  @Test
  void whatNoEnvironmentAtWorkHasIsNoLoss() {
    Confirmed empty = confirmed(listed(all, 0, 0));

    assertThat(result(SuddenLoss.withoutLosses(empty, before, List.of())).failure()).isEmpty();
  }

  private ListResult guarded(ListResult now) {
    return result(SuddenLoss.withoutLosses(confirmed(now), before, caches));
  }

  private static ListResult result(Reading reading) {
    return ((Confirmed) reading).results().get(VPCS);
  }

  private static Confirmed confirmed(ListResult result) {
    return new Confirmed(ACCOUNT, Map.of(VPCS, result), new Pings.Known(Map.of()), List.of());
  }

  private static ListResult listed(ListResult previous, int from, int to) {
    return listed(previous, from, to, State.READY);
  }

  private static ListResult listed(ListResult previous, int from, int to, State state) {
    return previous.withItems(
        START.plusSeconds(60),
        IntStream.range(from, to)
            .mapToObj(i ->
                ListedResource.of(
                    "vpc-" + i,
                    owner(i).of(VPC).tags(),
                    false,
                    "available",
                    _ -> List.of(vpc("vpc-" + i).with(state, "any"))))
            .toList());
  }

  private static Observed vpc(String id) {
    return new Observed(
        new Vpc(VPC, "10.0.0.0/16", true, true, Tags.NONE), id, State.READY, "available");
  }

  private static Owner owner(int i) {
    return new Owner("cluster", "uid-" + i, "team/e" + i);
  }
}
