package io.ssmenv.aws.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How many resources are read again in turn, where each of them takes a call of its own: all of
 * them in 60 poll intervals, and of few one in some of them. The rate does not depend on how often
 * their listing is refreshed meanwhile.
 */
final class ItemTurns {

  /** As many polls as it takes to read all again: an hour with the default interval. */
  private static final int ROUND = 60;

  private final Duration pollInterval;
  private final Duration longestPause;
  private Optional<Instant> last = Optional.empty();

  /**
   * @param polls in as many polls one is read at least
   */
  ItemTurns(Duration pollInterval, int polls) {
    this.pollInterval = pollInterval;
    this.longestPause = pollInterval.multipliedBy(polls);
  }

  /**
   * Returns how many are to be read now, which are not returned again.
   *
   * @param known how many have been read before
   */
  synchronized int due(Instant now, int known) {
    if (known == 0 || last.isEmpty()) {
      last = Optional.of(now);
      return 0;
    }
    Duration pause = pause(known);
    // A little early, so that the polls, which are as far apart, do not miss the turns.
    long elapsed = Duration.between(last.get(), now.plus(pause.dividedBy(4))).dividedBy(pause);
    long due = Math.max(0, elapsed); // The pause may have become shorter.
    last = last.map(before -> before.plus(pause.multipliedBy(due)));
    return (int) Math.min(due, known);
  }

  private Duration pause(int known) {
    Duration inTurn = pollInterval.multipliedBy(ROUND).dividedBy(known);
    return inTurn.compareTo(longestPause) < 0 ? inTurn : longestPause;
  }
}
