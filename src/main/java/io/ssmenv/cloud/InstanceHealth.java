package io.ssmenv.cloud;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** What the status checks of EC2 say of a running instance. */
public record InstanceHealth(Check system, Check instance) {

  /** The result of a status check. */
  public enum Check {
    OK("ok"),
    IMPAIRED("impaired"),
    /** The instance has just started. */
    INITIALIZING("initializing"),
    INSUFFICIENT_DATA("insufficient-data"),
    /** Another word than these, for example of another service than AWS. */
    OTHER("unknown");

    private final String wire;

    Check(String wire) {
      this.wire = wire;
    }

    /** The word that AWS uses. */
    public String wire() {
      return wire;
    }

    /** The result that AWS calls so. */
    public static Check of(String wire) {
      return Arrays.stream(values()).filter(one -> one.wire.equals(wire)).findFirst().orElse(OTHER);
    }
  }

  /** The names of the checks that say that something is wrong. */
  public List<String> impaired() {
    return system == Check.IMPAIRED
        ? instance == Check.IMPAIRED ? List.of("system", "instance") : List.of("system")
        : instance == Check.IMPAIRED ? List.of("instance") : List.of();
  }

  /**
   * What AWS will do to an instance.
   *
   * @param code such as {@code instance-retirement}
   * @param notBefore when, at the earliest
   */
  public record ScheduledEvent(String code, Instant notBefore) {}
}
