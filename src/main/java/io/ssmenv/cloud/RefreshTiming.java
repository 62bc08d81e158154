package io.ssmenv.cloud;

import io.ssmenv.topology.Instance;
import io.ssmenv.topology.NatGateway;
import io.ssmenv.topology.VpcEndpoint;
import java.time.Duration;

/**
 * How soon the inventory looks for an awaited change between polls. The later the first look, the
 * fewer calls; it is a little before AWS was ever seen to be done.
 *
 * @param speed how many times as fast as AWS what the inventory reads works, more than 0: 1 for
 *     AWS, more for a simulated one
 */
public record RefreshTiming(double speed) {

  public static final RefreshTiming OF_AWS = new RefreshTiming(1);

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
   * A listing shows a write after a second or two, and those who wait for the last of many share a
   * look.
   */
  private static final Duration CONFIRMED = Duration.ofSeconds(4);

  /**
   * A pause between two looks is this part of the time that it has taken so far: what is seen late
   * by that is not noticed beside what AWS takes.
   */
  private static final int PART = 10;

  /** Where the first look was late enough: half of that is 3 % of what AWS takes. */
  private static final int PART_IN_PROGRESS = 16;

  /** Nothing but the status waits for an instance to run: its agent decides. */
  private static final int PART_OF_LAUNCH = 5;

  /** While an instance is terminated. */
  private static final int PART_OF_INSTANCE = 8;

  /** Where a person rarely waits for it. */
  private static final int PART_OF_CONFIRMATION = 3;

  /**
   * @throws IllegalArgumentException if the speed is not more than 0
   */
  public RefreshTiming {
    if (!(speed > 0)) {
      throw new IllegalArgumentException("a speed of " + speed);
    }
  }

  /** How long after it is awaited a change is looked for first. */
  public Duration firstLook(AwaitedChange change) {
    return switch (change.kind()) {
      case ANY -> Timing.REFRESH_INTERVAL;
      case CONFIRMATION -> CONFIRMED;
      case CREATION -> atSpeed(created(change));
      case DELETION -> atSpeed(deleted(change));
      case REGISTRATION -> atSpeed(REGISTERED);
    };
  }

  private Duration atSpeed(Duration ofAws) {
    Duration scaled = Duration.ofMillis(Math.round(ofAws.toMillis() / speed));
    return scaled.compareTo(Timing.REFRESH_INTERVAL) < 0 ? Timing.REFRESH_INTERVAL : scaled;
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
              case REGISTRATION -> PART;
              case CREATION ->
                  change.type().equals(Instance.class) ? PART_OF_LAUNCH : PART_IN_PROGRESS;
              case DELETION ->
                  change.type().equals(Instance.class) ? PART_OF_INSTANCE : PART_IN_PROGRESS;
            });
    if (pause.compareTo(Timing.REFRESH_INTERVAL) < 0) {
      return Timing.REFRESH_INTERVAL;
    }
    return pause.compareTo(Timing.REFRESH_INTERVAL_MAX) > 0 ? Timing.REFRESH_INTERVAL_MAX : pause;
  }
}
