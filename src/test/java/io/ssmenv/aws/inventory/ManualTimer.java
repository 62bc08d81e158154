package io.ssmenv.aws.inventory;

import java.time.Duration;

/** A poll timer that the test runs. */
final class ManualTimer implements PollTimer {
  private Duration pause = Duration.ZERO;
  private Runnable task = () -> {};

  /** Runs the task once. */
  void tick() {
    task.run();
  }

  Duration pause() {
    return pause;
  }

  @Override
  public void begin(Duration pauseBetween, Runnable repeated) {
    pause = pauseBetween;
    task = repeated;
  }

  @Override
  public void stop() {
    task = () -> {};
  }

  @Override
  public void end(Duration limit) {
    stop();
  }
}
