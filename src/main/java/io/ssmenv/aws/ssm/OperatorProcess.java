package io.ssmenv.aws.ssm;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * This process, as it shows itself in heartbeats: the same in all regions, so that no two processes
 * find each other the older one.
 */
public final class OperatorProcess {

  private final String id;
  private final AtomicReference<Instant> since = new AtomicReference<>();

  /**
   * @param id another one in each process
   */
  public OperatorProcess(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /**
   * When the process began to write, by the clock of AWS.
   *
   * @param now asked by the first call only
   */
  Instant since(Supplier<Instant> now) {
    return since.updateAndGet(known -> known == null ? now.get() : known);
  }
}
