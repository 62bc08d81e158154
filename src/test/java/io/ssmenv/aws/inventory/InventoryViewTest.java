package io.ssmenv.aws.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Pings;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.Subnet;
import io.ssmenv.topology.Vpc;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a pass changes in the view: all listings are always of one account. */
class InventoryViewTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";
  private static final Listing VPCS = listing(Vpc.class);
  private static final Listing SUBNETS = listing(Subnet.class);
  private static final Pings NO_AGENTS = new Pings.Known(Map.of());
  private static final Unlisted FAILURE =
      new Unlisted(Unlisted.Cause.FAILED, "GetCallerIdentity: ExpiredToken");

  private final InventoryView unread = InventoryView.unread(List.of(VPCS, SUBNETS), START);

  @Test
  void aPassReplacesTheListingsThatItRead() {
    InventoryView view = pass(pass(unread, RIGHT, 0, VPCS, SUBNETS), RIGHT, 2, VPCS);

    assertThat(view.account()).isEqualTo(RIGHT);
    assertThat(view.of(VPCS).startedAt()).isEqualTo(at(2));
    assertThat(view.of(SUBNETS).startedAt()).isEqualTo(START);
    assertThat(view.accountChanged()).isFalse();
  }

  @Test
  void aPassThatFindsAnotherAccountDropsEverything() {
    InventoryView view = pass(pass(unread, RIGHT, 0, VPCS, SUBNETS), WRONG, 2, VPCS);

    assertThat(view.account()).isEqualTo(WRONG);
    assertThat(view.accountChanged()).isTrue();
    assertThat(view.pings()).isInstanceOf(Pings.Unknown.class);
    assertThat(view.results().values())
        .allSatisfy(result -> {
          assertThat(result.completed()).isZero();
          assertThat(result.failure().orElseThrow().cause()).isEqualTo(Unlisted.Cause.NOT_READ);
          assertThat(result.failure().orElseThrow().message()).contains(WRONG);
        });
  }

  @Test
  void afterAReturnOnlyWhatWasReadSinceThenCounts() {
    InventoryView wrong = pass(pass(unread, RIGHT, 0, VPCS, SUBNETS), WRONG, 60, VPCS, SUBNETS);
    InventoryView returned = pass(pass(wrong, RIGHT, 120, VPCS), RIGHT, 122, VPCS);

    assertThat(returned.account()).isEqualTo(RIGHT);
    assertThat(returned.accountChanged()).isTrue();
    assertThat(returned.of(VPCS).completed()).isEqualTo(1);
    assertThat(returned.of(SUBNETS).completed()).isZero();
  }

  @Test
  void anUnconfirmedPassKeepsTheResultsAndTellsTheirAge() {
    InventoryView view =
        pass(unread, RIGHT, 5, VPCS, SUBNETS).after(new Reading.Unconfirmed(FAILURE), at(7));

    assertThat(view.account()).isEqualTo(RIGHT);
    assertThat(view.of(VPCS).completed()).isEqualTo(1);
    assertThat(view.of(VPCS).failure())
        .hasValue(new Unlisted(FAILURE.cause(), FAILURE.message(), Optional.of(at(5))));
  }

  @Test
  void aListingThatIsNotReadAgainCountsAsFailed() {
    InventoryView view = pass(pass(unread, RIGHT, 5, VPCS, SUBNETS), RIGHT, 65, VPCS);

    assertThat(view.oldest()).isEqualTo(at(5));
    assertThat(view.outdated(at(184), LIMIT)).isEmpty();
    assertThat(view.results(at(184), LIMIT).values())
        .allSatisfy(result -> assertThat(result.failure()).isEmpty());

    Map<Listing, ListResult> late = view.results(at(185), LIMIT);
    assertThat(late.get(VPCS).failure()).isEmpty();
    assertThat(late.get(SUBNETS).failure().orElseThrow().cause()).isEqualTo(Unlisted.Cause.FAILED);
    assertThat(late.get(SUBNETS).failure().orElseThrow().lastRead()).hasValue(at(5));
    assertThat(view.outdated(at(185), LIMIT)).containsExactly(SUBNETS);
  }

  @Test
  void aListingThatNeverSucceededCountsAsFailedAfterAWhile() {
    assertThat(unread.results(at(179), LIMIT).get(VPCS).failure().orElseThrow().cause())
        .isEqualTo(Unlisted.Cause.NOT_READ);
    assertThat(unread.results(at(180), LIMIT).get(VPCS).failure().orElseThrow().cause())
        .isEqualTo(Unlisted.Cause.FAILED);
  }

  private static InventoryView pass(
      InventoryView before, String account, int second, Listing... listings) {
    Map<Listing, ListResult> results =
        Stream.of(listings)
            .collect(
                Collectors.toMap(
                    listing -> listing,
                    listing -> before.of(listing).withItems(at(second), List.of())));
    return before.after(new Reading.Confirmed(account, results, NO_AGENTS, List.of()), at(second));
  }

  private static Instant at(int second) {
    return START.plusSeconds(second);
  }

  private static Listing listing(Class<? extends Resource> type) {
    return new SdkListing<ListedResource>(
        "Describe" + type.getSimpleName() + "s",
        type,
        Set.of(),
        (clients, cluster) -> Stream.empty(),
        (clients, id) -> List.of(),
        item -> item);
  }
}
