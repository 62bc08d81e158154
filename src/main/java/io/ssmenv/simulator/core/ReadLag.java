package io.ssmenv.simulator.core;

import java.time.Duration;

/**
 * The maximum lags of reads behind writes, in simulated time; the actual lags are between zero and
 * these. AWS publishes no numbers; it recommends back-off from seconds up to minutes [D].
 *
 * @param listing how long a new resource may be missing from describes without its id
 * @param lookup how long the id of a new resource may be unknown
 * @param update how long a describe may show the state before a change or a deletion
 */
public record ReadLag(Duration listing, Duration lookup, Duration update) {
  /** Up to 8 s in listings, 3 s by id, and 3 s for changes. */
  public static final ReadLag DEFAULT =
      new ReadLag(Duration.ofSeconds(8), Duration.ofSeconds(3), Duration.ofSeconds(3));

  private static final int IAM_FACTOR = 15;

  /** Consistent reads, for tests that do not concern read lag. */
  public static final ReadLag NONE = new ReadLag(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /**
   * Returns the lags of IAM, which replicates changes to all regions and takes up to minutes [D]:
   * by default up to 2 minutes in listings.
   */
  public ReadLag iam() {
    return new ReadLag(
        listing.multipliedBy(IAM_FACTOR),
        lookup.multipliedBy(IAM_FACTOR),
        update.multipliedBy(IAM_FACTOR));
  }
}
