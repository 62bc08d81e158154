package io.ssmenv.cloud;

import java.time.Instant;
import java.util.Optional;

/**
 * The signs of life that operators leave in an account and region, so that no two of them write
 * with the same cluster id, and none takes over what another one still writes to. No method makes
 * calls.
 */
public interface Heartbeats {

  /** What is known of the operator of another cluster. */
  sealed interface Sign {
    /** It is being read. */
    record Pending() implements Sign {}

    /**
     * It cannot be read; it is tried again.
     *
     * @param why the error of AWS
     */
    record Unreadable(String why) implements Sign {}

    /** It has not written for a while, or never. */
    record Silent() implements Sign {}

    /** It wrote at this time. */
    record Alive(Instant at) implements Sign {}
  }

  /** Nobody leaves a sign. */
  Heartbeats NONE =
      new Heartbeats() {
        @Override
        public void beat(String account) {}

        @Override
        public Optional<String> rival() {
          return Optional.empty();
        }

        @Override
        public Sign of(Owner asker, String cluster) {
          return new Sign.Silent();
        }
      };

  /**
   * Leaves a sign from time to time. Called for each environment that may have something in the
   * account, also while it is paused.
   */
  void beat(String account);

  /**
   * Why this operator must not write: another one, which began earlier, writes with the same
   * cluster id. Empty if there is none.
   */
  Optional<String> rival();

  /**
   * Returns what was read of the operator of a cluster in the last minutes, and begins to read it
   * again.
   *
   * @param asker woken when the answer is there
   */
  Sign of(Owner asker, String cluster);
}
