package io.ssmenv.execute;

/** Counts the steps in progress, and lets none begin after a shutdown has begun. Thread-safe. */
final class RunningSteps {

  private int running;
  private boolean stopped;

  /** Returns whether a step may begin. If it may, {@link #end} must follow. */
  synchronized boolean tryBegin() {
    if (stopped) {
      return false;
    }
    running++;
    return true;
  }

  synchronized void end() {
    running--;
  }

  synchronized void stop() {
    stopped = true;
  }

  synchronized int count() {
    return running;
  }
}
