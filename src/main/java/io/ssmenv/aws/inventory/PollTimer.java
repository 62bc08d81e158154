package io.ssmenv.aws.inventory;

import java.time.Duration;

/** Repeats one task, never in parallel. */
public interface PollTimer {

  /**
   * Runs the task at once, and again each time a pause has passed since its last end. The task must
   * not throw.
   */
  void begin(Duration pause, Runnable task);

  /** Does not start the task again. A task in progress continues. */
  void stop();

  /** Stops, and interrupts a task in progress that takes longer than the limit. */
  void end(Duration limit);
}
