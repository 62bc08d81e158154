package io.ssmenv.aws.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {

  private static final String LISTING = "DescribeSubnets";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final ReadBudget budget = new ReadBudget(() -> now, Timing.POLL_INTERVAL);

  @Test
  void aListingCostsItsPages() {
    assertThat(burst(LISTING, 0)).isEqualTo(30);
    assertThat(burst("DescribeVpcs", 1_001)).isEqualTo(15);
    assertThat(burst("DescribeRouteTables", 1_000)).isEqualTo(3);
    assertThat(burst("DescribeInstanceInformation", 1_000)).as("20 pages").isEqualTo(1);
  }

  @Test
  void aMinuteOfListingsTakesAQuarterOfThePublishedRate() {
    assertThat(aMinuteOf(LISTING)).isBetween(300, 330);
  }

  @Test
  void iamIsLeftToWrites() {
    assertThat(aMinuteOf("ListInstanceProfiles")).isBetween(112, 118);
  }

  @Test
  void eachKindOfReadHasItsOwnBudget() {
    burst(LISTING, 0);

    assertThat(budget.tryTakeListing("DescribeVpcs", 0)).isTrue();
    assertThat(budget.tryTakeById(LISTING)).isTrue();
  }

  @Test
  void readsByIdStarveNoListing() {
    int calls = 0;
    while (budget.tryTakeById(LISTING)) {
      calls++;
    }

    assertThat(calls).isEqualTo(30);
    assertThat(budget.tryTakeListing(LISTING, 0)).isTrue();
  }

  @Test
  void aListingThatIsMadeInAnyCaseDelaysTheNextOne() {
    budget.take(LISTING, 40_000);

    assertThat(budget.hasRoom(LISTING, 0)).isFalse();
    pass(2);
    assertThat(budget.hasRoom(LISTING, 0)).isFalse();
    pass(1);
    assertThat(budget.hasRoom(LISTING, 0)).isTrue();
  }

  @Test
  void theDelayHasALimit() {
    IntStream.range(0, 100).forEach(i -> budget.take(LISTING, 1_000_000));

    pass(31);
    assertThat(budget.tryTakeListing(LISTING, 0)).isTrue();
  }

  @Test
  void aListingThatIsLargerThanTheBurstNeedsAFullBucket() {
    assertThat(budget.tryTakeListing(LISTING, 50_000)).isTrue();
    pass(9);
    assertThat(budget.tryTakeListing(LISTING, 50_000)).isFalse();
    pass(1);
    assertThat(budget.tryTakeListing(LISTING, 50_000)).isTrue();
  }

  @Test
  void aListingDoesNotReadItsResourcesForLong() {
    BooleanSupplier reads = budget.ofListing("DescribeVpcAttribute", 2);
    int taken = 0;
    while (reads.getAsBoolean()) {
      now = now.plusMillis(200);
      taken++;
    }

    assertThat(taken).as("the budget is never empty, as calls are slow").isEqualTo(10);
    assertThat(budget.ofListing("DescribeVpcAttribute", 2).getAsBoolean()).isTrue();
  }

  @Test
  void regionsShareTheBudgetOfIam() {
    ReadBudget other = budget.ofAnotherRegion();
    burst(LISTING, 0);
    burst("ListInstanceProfiles", 0);

    assertThat(other.hasRoom(LISTING, 0)).isTrue();
    assertThat(other.hasRoom("ListInstanceProfiles", 0)).isFalse();
  }

  private int burst(String action, int items) {
    int calls = 0;
    while (budget.tryTakeListing(action, items)) {
      calls++;
    }
    return calls;
  }

  private int aMinuteOf(String action) {
    int calls = 0;
    for (int i = 0; i < 600; i++) {
      calls += burst(action, 0);
      now = now.plusMillis(100);
    }
    return calls;
  }

  private void pass(int seconds) {
    now = now.plus(Duration.ofSeconds(seconds));
  }
}
