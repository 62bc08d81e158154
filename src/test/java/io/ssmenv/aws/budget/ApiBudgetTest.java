package io.ssmenv.aws.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApiBudgetTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final InstantSource clock = () -> now;
  private final ApiBudget budget = new ApiBudget(clock);

  @Test
  void endpointsHaveTheSmallestBudget() {
    assertThat(burst("CreateVpcEndpoint")).isEqualTo(4);
    assertThat(burst("CreateNatGateway")).isEqualTo(8);
    assertThat(burst("RunInstances")).isEqualTo(4);
    assertThat(burst("CreateVpc")).isEqualTo(40);
  }

  @Test
  void anExhaustedBudgetReturnsTheRetryTimeAndThenAllowsOneCall() {
    burst("CreateVpcEndpoint");

    Instant retryAt = budget.tryTake("CreateVpcEndpoint").orElseThrow();

    assertThat(Duration.between(now, retryAt))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(4));
    now = retryAt;
    assertThat(budget.tryTake("CreateVpcEndpoint")).isEmpty();
    assertThat(budget.tryTake("CreateVpcEndpoint")).isPresent();
  }

  @Test
  void eachActionHasItsOwnBudget() {
    burst("CreateNatGateway");

    assertThat(budget.tryTake("DeleteNatGateway")).isEmpty();
  }

  @Test
  void aDayOfCallsStaysBelowThePublishedRate() {
    int calls = 0;
    while (now.isBefore(START.plus(Duration.ofDays(1)))) {
      Optional<Instant> retryAt = budget.tryTake("CreateVpcEndpoint");
      if (retryAt.isEmpty()) {
        calls++;
      } else {
        now = retryAt.get();
      }
    }

    assertThat(calls).isLessThan((int) (86_400 * 0.3 * 0.93));
  }

  @Test
  void thoseWhoWaitGetTimesOfTheirOwnInTheOrderInWhichTheyCame() {
    burst("CreateNatGateway");
    List<Instant> times =
        IntStream.range(0, 100).mapToObj(i -> take("e" + i, Urgency.BULK).orElseThrow()).toList();

    assertThat(times).isSorted().doesNotHaveDuplicates();
    assertThat(attemptsUntilServed(times)).isLessThanOrEqualTo(110);
  }

  @Test
  void aChangeIsServedBeforeAThousandThatAreBuilt() {
    burst("CreateNatGateway");
    IntStream.range(0, 1000).forEach(i -> take("e" + i, Urgency.BULK));

    Instant first = take("changed", Urgency.CHANGE).orElseThrow();
    assertThat(Duration.between(now, first)).isLessThan(Duration.ofSeconds(3));
    now = first;
    assertThat(take("e500", Urgency.BULK)).as("it is not its turn").isPresent();
    assertThat(take("changed", Urgency.CHANGE)).isEmpty();
  }

  @Test
  void whoDoesNotComeBackKeepsNobodyWaiting() {
    burst("CreateNatGateway");
    take("gone", Urgency.BULK);
    Instant at = take("next", Urgency.BULK).orElseThrow();
    now = at;

    assertThat(take("next", Urgency.BULK)).isEmpty();
  }

  @Test
  void throttlingHalvesTheRateWhichIsRegainedSlowly() {
    burst("CreateVpc");
    budget.throttled("CreateVpc");
    assertThat(perSecond("CreateVpc")).isBetween(2.0, 2.5);
    now = now.plus(Duration.ofSeconds(90));
    burst("CreateVpc");
    assertThat(perSecond("CreateVpc")).isBetween(4.4, 4.7);
  }

  private double perSecond(String action) {
    return 1e9 / Duration.between(now, budget.tryTake(action).orElseThrow()).toNanos();
  }

  /** Each comes back when it was told. */
  private int attemptsUntilServed(List<Instant> first) {
    PriorityQueue<Map.Entry<Instant, String>> due = new PriorityQueue<>(Map.Entry.comparingByKey());
    IntStream.range(0, first.size()).forEach(i -> due.add(Map.entry(first.get(i), "e" + i)));
    int attempts = 0;
    while (!due.isEmpty()) {
      Map.Entry<Instant, String> next = due.remove();
      now = next.getKey();
      attempts++;
      take(next.getValue(), Urgency.BULK)
          .ifPresent(again -> due.add(Map.entry(again, next.getValue())));
    }
    return attempts;
  }

  private Optional<Instant> take(String caller, Urgency urgency) {
    return budget.tryTake("CreateNatGateway", caller, urgency);
  }

  private int burst(String action) {
    int calls = 0;
    while (budget.tryTake(action).isEmpty()) {
      calls++;
    }
    return calls;
  }
}
