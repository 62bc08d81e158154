package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.Timing;
import java.time.Duration;

/**
 * How long the reads of an API may show the state before a write. AWS publishes no numbers [D]; the
 * values are what other projects have seen [C]. A resource with a longer lag is corrected once
 * more, which changes nothing, or is read by its id, so that it is not created twice.
 *
 * @param creations how long a new resource with tags may be missing from a listing
 * @param changes how long a listing may show the state before any other write
 */
public record ReadLag(Duration creations, Duration changes) {

  public static final ReadLag EC2 =
      new ReadLag(Timing.EC2_CREATION_READ_LAG, Timing.EC2_CHANGE_READ_LAG);

  /** IAM replicates changes to all regions. */
  public static final ReadLag IAM =
      new ReadLag(Timing.IAM_CREATION_READ_LAG, Timing.IAM_CHANGE_READ_LAG);
}
