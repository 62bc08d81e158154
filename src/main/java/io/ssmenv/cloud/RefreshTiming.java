package io.ssmenv.cloud;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Duration;

/**
 * How soon the inventory looks for an awaited change between polls. The later the first look, the
 * fewer calls; it is a little before AWS was ever seen to be done.
 */
public final class RefreshTiming {

  /** NAT gateways were seen to take 84 to 125 s, and 37 to 79 s to go [C]. */
  private static final Duration NAT_GATEWAY_CREATED = Duration.ofSeconds(82);

  private static final Duration NAT_GATEWAY_DELETED = Duration.ofSeconds(35);

  /** Interface endpoints take 1 to 3 minutes [F]. */
  private static final Duration ENDPOINT_CREATED = Duration.ofSeconds(58);

  /** Instances were seen to run after 10 to 42 s, and to be terminated after 20 to 31 s [C]. */
  private static final Duration INSTANCE_CREATED = Duration.ofSeconds(9);

  private static final Duration INSTANCE_DELETED = Duration.ofSeconds(19);

  /** An agent registers 30 to 120 s after its instance runs [F]. */
  private static final Duration REGISTERED = Duration.ofSeconds(28);

  /**
   * A pause between two looks is this part of the time that it has taken so far: what is seen late
   * by that is not noticed beside what AWS takes.
   */
  private static final int PART = 10;

  /** Where the first look was late enough. */
  private static final int PART_IN_PROGRESS = 20;

  /** Of instances, whose states and agents are two calls for each look. */
  private static final int PART_OF_INSTANCE = 8;

  /** Where a person rarely waits for it. */
  private static final int PART_OF_CONFIRMATION = 3;

  private RefreshTiming() {}

  /** How long after it is awaited a change is looked for first. */
  public static Duration firstLook(AwaitedChange change) {
    return switch (change.kind()) {
      case ANY, CONFIRMATION -> Timing.REFRESH_INTERVAL;
      case CREATION -> created(change);
      case DELETION -> deleted(change);
      case REGISTRATION -> REGISTERED;
    };
  }

  private static Duration created(AwaitedChange change) {
    if (change.type().equals(NatGateway.class)) {
      return NAT_GATEWAY_CREATED;
    }
    if (change.type().equals(VpcEndpoint.class)) {
      return ENDPOINT_CREATED;
    }
    return change.type().equals(Instance.class) ? INSTANCE_CREATED : Timing.REFRESH_INTERVAL;
  }

  private static Duration deleted(AwaitedChange change) {
    if (change.type().equals(NatGateway.class)) {
      return NAT_GATEWAY_DELETED;
    }
    return change.type().equals(Instance.class) ? INSTANCE_DELETED : Timing.REFRESH_INTERVAL;
  }

  /**
   * The pause after a look.
   *
   * @param elapsed since when the change is awaited
   */
  public static Duration pause(AwaitedChange change, Duration elapsed) {
    Duration pause =
        elapsed.dividedBy(
            switch (change.kind()) {
              case ANY -> PART;
              case CONFIRMATION -> PART_OF_CONFIRMATION;
              case CREATION, DELETION, REGISTRATION ->
                  change.type().equals(Instance.class) ? PART_OF_INSTANCE : PART_IN_PROGRESS;
            });
    if (pause.compareTo(Timing.REFRESH_INTERVAL) < 0) {
      return Timing.REFRESH_INTERVAL;
    }
    return pause.compareTo(Timing.REFRESH_INTERVAL_MAX) > 0 ? Timing.REFRESH_INTERVAL_MAX : pause;
  }
}
