package io.ssmenv.aws.inventory;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A poll timer that the test runs. */
final class ManualTimer implements PollTimer {
  private Duration pause = Duration.ZERO;
  private Runnable task = () -> {};

  /** Hands out this timer once, and then timers that nobody runs. */
  Supplier<PollTimer> once() {
    return List.<PollTimer>of(this, new ManualTimer()).iterator()::next;
  }

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
