package io.ssmenv.aws.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
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
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
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

    assertThat(calls).isLessThan((int) (86_400 * 0.3 * 0.81));
  }

  private int burst(String action) {
    int calls = 0;
    while (budget.tryTake(action).isEmpty()) {
      calls++;
    }
    return calls;
  }
}
