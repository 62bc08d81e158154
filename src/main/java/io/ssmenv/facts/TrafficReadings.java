package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.cloud.TrafficControls;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SortedSet;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what lets traffic through in VPCs, on other threads, for environments in which something is
 * amiss. It is repeated with growing pauses until nothing is. An environment may get another VPC,
 * of which nothing is known then.
 */
public final class TrafficReadings {

  private static final Logger log = LoggerFactory.getLogger(TrafficReadings.class);

  private final RepeatedReadings<String, TrafficControls> readings;

  /**
   * @param wake called with an environment whose reading has ended
   */
  public TrafficReadings(
      Executor threads, InstantSource clock, Consumer<Owner> wake, InternalErrors internalErrors) {
    this.readings = new RepeatedReadings<>(threads, clock, wake, internalErrors);
  }

  /**
   * Returns what is known, and starts a reading if one is due.
   *
   * @param instanceIds the instances whose status checks are read
   */
  public RepeatedReadings.Known<TrafficControls> read(
      Owner owner, FactSource source, String account, String vpcId, SortedSet<String> instanceIds) {
    return readings.read(
        owner, account, vpcId, new LookUp(owner, source.in(account), vpcId, instanceIds));
  }

  private record LookUp(Owner owner, FactSource source, String vpcId, SortedSet<String> instanceIds)
      implements RepeatedReadings.Question<TrafficControls> {

    @Override
    public TrafficControls ask() {
      TrafficControls controls = source.trafficControls(vpcId, instanceIds);
      controls
          .failures()
          .forEach(error ->
              log.warn(
                  "{}: what may keep agents silent in {} is not known: {}", owner, vpcId, error));
      return controls;
    }

    @Override
    public String action() {
      return "DescribeNetworkAcls";
    }

    @Override
    public String subject() {
      return vpcId;
    }

    @Override
    public TrafficControls unanswered(CloudError error) {
      return TrafficControls.UNREAD;
    }

    @Override
    public TrafficControls completed(
        TrafficControls answer, TrafficControls earlier, Instant readAt) {
      return answer.completedFrom(earlier, readAt);
    }

    @Override
    public Duration pause(int times) {
      return Timing.TRAFFIC_READ_PAUSE.after(times);
    }

    /** It is read as long as something is amiss. */
    @Override
    public boolean isSettled(TrafficControls answer) {
      return false;
    }
  }

  /** Drops what was read for an environment in which nothing is amiss, or that no longer exists. */
  public void forget(Owner owner) {
    readings.forget(owner);
  }
}
