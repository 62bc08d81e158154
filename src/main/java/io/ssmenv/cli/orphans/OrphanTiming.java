package io.ssmenv.cli.orphans;

import java.time.Duration;

/** When the command {@code orphans} speaks of a deletion that does not get on. */
final class OrphanTiming {

  /**
   * How long {@code ssmenv orphans --delete} waits silently: EC2 refuses for some seconds what
   * depends on something that is just being deleted, and users wonder after half a minute.
   */
  static final Duration DELETION_PATIENCE = Duration.ofSeconds(30);

  private OrphanTiming() {}
}
