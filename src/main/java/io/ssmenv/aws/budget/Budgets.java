package io.ssmenv.aws.budget;

import java.time.Duration;
import java.time.InstantSource;

/** The budgets of one account and region. */
public record Budgets(ReadBudget reads, ApiBudget writes) {

  /**
   * Returns full budgets.
   *
   * @param clock never jumps
   * @param pollInterval how often everything is listed
   */
  public static Budgets of(InstantSource clock, Duration pollInterval) {
    return new Budgets(new ReadBudget(clock, pollInterval), new ApiBudget(clock));
  }

  /** Returns the budgets of another region, with which these share those of IAM. */
  public Budgets ofAnotherRegion() {
    return new Budgets(reads.ofAnotherRegion(), writes.ofAnotherRegion());
  }
}
