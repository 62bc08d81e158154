package io.ssmenv.cloud;

import java.time.Duration;

/** Every timing constant of the engine, with its reason. Times are real time. */
public final class Timing {

  /** The default poll interval: drift is corrected in about a minute. */
  public static final Duration POLL_INTERVAL = Duration.ofMinutes(1);

  /**
   * The shortest poll interval that an environment can ask for: a poll makes some fifteen calls,
   * and 20 calls a second refill.
   */
  public static final Duration MIN_POLL_INTERVAL = Duration.ofSeconds(5);

  /**
   * How long {@code ssmenv plan} waits for AWS: a pass of the inventory takes seconds, and a read
   * by id of what is no longer listed waits for the next pass.
   */
  public static final Duration PREVIEW_LIMIT = Duration.ofMinutes(2);

  /**
   * How often an operator shows that it writes: rarely, because each sign is a write that an
   * auditor sees. Two copies of a cluster are noticed after two of them at the latest.
   */
  public static final Duration HEARTBEAT_INTERVAL = Duration.ofHours(1);

  /** For how long an operator counts as alive after a sign: two of them may fail. */
  public static final Duration HEARTBEAT_RECENT = HEARTBEAT_INTERVAL.multipliedBy(3);

  /** How often the leader notes in its lease that it is at work: one small write. */
  public static final Duration OPERATING_REFRESH = Duration.ofMinutes(5);

  /**
   * After a longer break the operator of a cluster begins anew, and a copy of the cluster that
   * began meanwhile is the older one. A pod is replaced in less; a cluster is hardly restored in
   * less.
   */
  public static final Duration OPERATING_BREAK = Duration.ofMinutes(15);

  /** How soon the sign of another cluster is read again, while somebody waits for its end. */
  public static final Duration HEARTBEAT_REFRESH = Duration.ofMinutes(1);

  /** How long such a sign is believed: the next read takes seconds. */
  public static final Duration HEARTBEAT_BELIEVED = HEARTBEAT_REFRESH.multipliedBy(2);

  /**
   * How long {@code ssmenv orphans --delete} goes on without progress: a NAT gateway or an instance
   * takes minutes to go, and EC2 refuses what depends on it until then.
   */
  public static final Duration ORPHAN_DELETION_LIMIT = Duration.ofMinutes(15);

  /** How often {@code ssmenv orphans} asks its budget again for a read; a user waits for it. */
  public static final Duration SCAN_PAUSE = Duration.ofMillis(100);

  /**
   * The pause after AWS has throttled a read of {@code ssmenv orphans} and all retries of the SDK:
   * the buckets of EC2 refill within 5 s. [D]
   */
  public static final Duration SCAN_THROTTLED_PAUSE = Duration.ofSeconds(2);

  /** How long {@code ssmenv orphans} repeats a read that AWS throttles. */
  public static final Duration SCAN_THROTTLING_LIMIT = Duration.ofMinutes(2);

  /**
   * How soon types with pending changes are listed again: one call for each type, shared by all
   * environments.
   */
  public static final Duration REFRESH_INTERVAL = Duration.ofSeconds(2);

  /**
   * The refresh slows down to this while nothing changes: an instance may stay offline for days.
   */
  public static final Duration REFRESH_INTERVAL_MAX = Duration.ofSeconds(30);

  /**
   * A listing that has not been answered for this many poll intervals counts as failed: one lost
   * answer is nothing unusual, but nobody should trust a status that nothing has confirmed for so
   * long.
   */
  public static final int OUTDATED_AFTER_POLLS = 4;

  /**
   * Two listings at least this far apart prove that an earlier attempt, which this process does not
   * remember, created nothing. EC2 is eventually consistent; a resource that is listed even later
   * is found as a duplicate.
   */
  public static final Duration PROOF_OF_ABSENCE = Duration.ofSeconds(8);

  /**
   * How long reads of EC2 may show the state before a change. AWS publishes no number; others have
   * seen seconds [C]. A longer lag costs one repeated call that changes nothing; a longer constant
   * delays the correction of what somebody undoes.
   */
  public static final Duration EC2_CHANGE_READ_LAG = Duration.ofSeconds(10);

  /**
   * How long a new resource may be missing when EC2 lists it. After that a read by id decides. It
   * is less than a poll interval, and longer than the lag of changes, because some creates would
   * make a second resource.
   */
  public static final Duration EC2_CREATION_READ_LAG = Duration.ofSeconds(30);

  /** How long reads of IAM may show a role or profile as it was before a change, as seen [C]. */
  public static final Duration IAM_CHANGE_READ_LAG = Duration.ofSeconds(45);

  /** How long a new role or profile may be missing when IAM lists them, as seen [C]. */
  public static final Duration IAM_CREATION_READ_LAG = Duration.ofMinutes(2);

  /**
   * How long after a write a contradicting read may still be stale, although an earlier read
   * agreed: two servers of AWS may answer.
   */
  public static final Duration RECENT_WRITE_SETTLES = Duration.ofSeconds(10);

  /**
   * How far the time of AWS in two processes can differ: the {@code Date} of a response is rounded
   * down to a second. A recorded time that is later than now by more was edited.
   */
  public static final Duration AWS_TIME_DEVIATION = Duration.ofSeconds(1);

  /** How long resolvers keep the address of a DNS name after private DNS changed. */
  public static final Duration DNS_PROPAGATION = Duration.ofSeconds(60);

  /**
   * How often the environments in the cache are compared with those that were reconciled. It costs
   * no call, and a new object under the name of a deleted one may wait for it.
   */
  public static final Duration RESYNC_INTERVAL = Duration.ofSeconds(1);

  /**
   * How often the operator looks whether it can watch the environments, and asks the API server why
   * if it cannot. Short, because somebody may be looking at the log; it costs a call only then.
   */
  public static final Duration READINESS_CHECK = Duration.ofSeconds(10);

  /**
   * How old the consent of the owner of a VPC may be when something is created there: the owner can
   * withdraw it at any time, and a step may be the first of dozens. IAM checks the same tag in each
   * call.
   */
  public static final Duration CONSENT_AGE = Duration.ofSeconds(30);

  /**
   * How long what was read of a VPC of somebody else is believed while nothing is to be written
   * there: some eight calls.
   */
  public static final Duration FOREIGN_VPC_AGE = Duration.ofMinutes(10);

  /**
   * How soon a VPC of somebody else that does not fit is read again: its owner may be changing it
   * just now, or not for days.
   */
  public static final ExponentialBackoff FOREIGN_VPC_RETRY =
      new ExponentialBackoff(Duration.ofSeconds(10), Duration.ofMinutes(1));

  /**
   * How long the agent of a running instance may be silent before the operator reads more to find
   * the reason: an agent reports every five minutes, and one that boots has registered by then.
   */
  public static final Duration AGENT_SILENCE = Duration.ofMinutes(6);

  /**
   * How soon network ACLs, DHCP options, Block Public Access and the endpoints of others are read
   * again while something is amiss: eight calls for each environment, and a person may take days.
   */
  public static final ExponentialBackoff TRAFFIC_READ_PAUSE =
      new ExponentialBackoff(Duration.ofMinutes(2), Duration.ofMinutes(10));

  /**
   * How long a list of regions is believed that does not contain the region of an environment: one
   * call a minute, and a region that was enabled just now is found soon.
   */
  public static final Duration REGIONS_REFRESH = Duration.ofMinutes(1);

  /**
   * How long a resource without an environment is listed before it counts as orphaned: listings
   * show resources for a while after their deletion.
   */
  public static final Duration ORPHAN_AGE = Duration.ofMinutes(5);

  /** {@code lastPing} in the status is refreshed hourly, not with each heartbeat. */
  public static final Duration LAST_PING_REFRESH = Duration.ofHours(1);

  /**
   * How long an environment rests when nothing wakes it. Heartbeats, scheduled events, what agents
   * report and what others free in a shared VPC are as late as that.
   */
  public static final Duration LONGEST_REST = Duration.ofMinutes(4);

  /**
   * For how long no guest gets a range in which AWS has named a subnet that the inventory does not
   * list: whether that still exists is only seen by trying.
   */
  public static final Duration RANGE_IN_USE = Duration.ofMinutes(10);

  /**
   * A step that has failed so often in a row, for about a quarter of a minute, counts as failed for
   * longer: what can do without it does.
   */
  public static final int FAILURES_THAT_LAST = 4;

  /**
   * How many launches of an instance may fail in a row, before it was ever online, without a pause.
   */
  public static final int LAUNCHES_WITHOUT_BACKOFF = 3;

  /** Before the next launch, after those without a pause. */
  public static final ExponentialBackoff LAUNCH_BACKOFF =
      new ExponentialBackoff(Duration.ofMinutes(1), Duration.ofMinutes(30));

  /**
   * How long the operator waits for reads in flight when it shuts down: they take less than a
   * second unless AWS is in trouble.
   */
  public static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(2);

  /**
   * How long an environment id with which nothing exists is not looked for again: each search makes
   * all listings twice, and anybody who can create an environment can ask for any id.
   */
  public static final Duration ADOPTION_SEARCH = Duration.ofHours(1);

  private Timing() {}
}
