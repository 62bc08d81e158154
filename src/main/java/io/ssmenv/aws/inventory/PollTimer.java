package io.ssmenv.aws.inventory;

import java.time.Duration;

/** Repeats one task, never twice at a time. */
public interface PollTimer {

  /**
   * Begins: the task runs at once, and again after a pause since its last end. It must not throw.
   */
  void begin(Duration pause, Runnable task);

  /** The task does not begin again. If it is under way it goes on. */
  void stop();

  /** Stops, and interrupts the task if it is under way for longer than this from now. */
  void end(Duration limit);
}
