package io.ssmenv.simulator.ec2;

/** A status check of an instance, which EC2 makes every minute [D]. */
public enum StatusCheck {
  /** Of the host and its network; an instance that is stopped and started gets another host [D]. */
  SYSTEM,
  /** Of the instance's own network and software; a reboot may mend them [D]. */
  INSTANCE;

  /** The result of a check. */
  public enum Result {
    PASSED("ok", "passed"),
    FAILED("impaired", "failed"),
    INITIALIZING("initializing", "initializing"),
    INSUFFICIENT_DATA("insufficient-data", "insufficient-data");

    private final String status;
    private final String reachability;

    Result(String status, String reachability) {
      this.status = status;
      this.reachability = reachability;
    }

    /** The summary. */
    String status() {
      return status;
    }

    /** The value of the detail {@code reachability}. */
    String reachability() {
      return reachability;
    }
  }
}
