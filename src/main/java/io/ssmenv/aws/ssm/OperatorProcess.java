package io.ssmenv.aws.ssm;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * This process, as it shows itself in heartbeats: the same in all regions, so that no two processes
 * find each other the older one.
 */
public final class OperatorProcess {

  private final String id;
  private final Supplier<Optional<Instant>> recorded;
  private final AtomicReference<Instant> since = new AtomicReference<>();

  /**
   * @param id another one in each process
   * @param recorded since when the operator of this cluster is at work; empty if nobody knows more
   *     than this process. Asked once, before the first heartbeat.
   */
  public OperatorProcess(String id, Supplier<Optional<Instant>> recorded) {
    this.id = id;
    this.recorded = recorded;
  }

  /** A process of which the cluster remembers nothing, such as a command. */
  public static OperatorProcess alone() {
    return new OperatorProcess(UUID.randomUUID().toString(), Optional::empty);
  }

  String id() {
    return id;
  }

  /**
   * When the operator began to write.
   *
   * @param now by the clock of AWS; asked by the first call only
   */
  Instant since(Supplier<Instant> now) {
    return since.updateAndGet(known -> known == null ? recorded.get().orElseGet(now) : known);
  }
}
