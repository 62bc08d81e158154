package io.ssmenv.simulator.core;

import java.time.Duration;

/**
 * How far reads may lag behind writes, in simulated time: each lag is drawn between nothing and
 * these. AWS gives no numbers; it says to back off from seconds up to minutes [D].
 *
 * @param listing how long a new resource may be missing from describes that don't name its id
 * @param lookup how long a new resource's id may be unknown
 * @param update how long a describe may show a resource as it was before a change or its deletion
 */
public record ReadLag(Duration listing, Duration lookup, Duration update) {
  /** Up to 8 s in listings, up to 3 s by id, up to 3 s for changes. */
  public static final ReadLag DEFAULT =
      new ReadLag(Duration.ofSeconds(8), Duration.ofSeconds(3), Duration.ofSeconds(3));

  private static final int IAM_FACTOR = 15;

  /** Reads that always agree with the last write, for tests of something else. */
  public static final ReadLag NONE = new ReadLag(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  /**
   * The same in IAM, which tells every region of a change first, and takes up to minutes [D]: with
   * the default 2 minutes in listings.
   */
  public ReadLag iam() {
    return new ReadLag(
        listing.multipliedBy(IAM_FACTOR),
        lookup.multipliedBy(IAM_FACTOR),
        update.multipliedBy(IAM_FACTOR));
  }
}
