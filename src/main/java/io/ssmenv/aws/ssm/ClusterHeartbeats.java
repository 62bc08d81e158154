package io.ssmenv.aws.ssm;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves and reads heartbeats in one region. A process that takes over from another one of its
 * cluster finds that one's last heartbeat and overwrites it, once. If it is overwritten in turn,
 * two clusters with the same id are alive: that of the process that began later stops to write.
 */
public final class ClusterHeartbeats implements Heartbeats {

  private static final String GET = "GetParameter";
  private static final String PUT = "PutParameter";

  private static final Logger log = LoggerFactory.getLogger(ClusterHeartbeats.class);

  private final Clients clients;
  private final Clients writeClients;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final String cluster;
  private final OperatorProcess process;
  private final InstantSource clock;
  private final Executor threads;
  private final InternalErrors internalErrors;
  private final OtherClusters others;
  private Instant due = Instant.MIN;
  private OptionalLong written = OptionalLong.empty();
  private Optional<String> rival = Optional.empty();
  private boolean reported;

  /**
   * @param clock never jumps
   * @param threads for the calls; must not queue
   * @param wake called with each environment that has asked for another cluster, when that is known
   */
  public ClusterHeartbeats(
      Clients clients,
      Clients writeClients,
      PinnedCredentials credentials,
      CallerIdentity identity,
      String cluster,
      OperatorProcess process,
      InstantSource clock,
      Executor threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.clients = clients;
    this.writeClients = writeClients;
    this.credentials = credentials;
    this.identity = identity;
    this.cluster = cluster;
    this.process = process;
    this.clock = clock;
    this.threads = threads;
    this.internalErrors = internalErrors;
    this.others = new OtherClusters(clock, threads, wake, this::readOther);
  }

  /**
   * Returns when the operator of a cluster wrote last, if that is recent. Throws what the client
   * throws.
   */
  public static Optional<Instant> recent(Clients clients, String cluster) {
    return HeartbeatParameter.name(cluster)
        .flatMap(name -> HeartbeatParameter.read(clients.ssm(), name))
        .filter(one -> isRecent(clients, one))
        .map(HeartbeatParameter::at);
  }

  @Override
  public synchronized void beat(String account) {
    if (clock.instant().isBefore(due)) {
      return;
    }
    due = clock.instant().plus(Timing.HEARTBEAT_INTERVAL);
    HeartbeatParameter.name(cluster)
        .ifPresent(
            name -> threads.execute(() -> call(name, PUT, () -> beat(account, name), _ -> false)));
  }

  @Override
  public synchronized Optional<String> rival() {
    return rival;
  }

  @Override
  public Sign of(Owner asker, String other) {
    return others.of(asker, other);
  }

  private Sign readOther(String name) {
    return call(
        name,
        GET,
        () -> sign(HeartbeatParameter.read(clients.ssm(), name)),
        error -> new Sign.Unreadable(error.summary()));
  }

  private Sign sign(Optional<HeartbeatParameter> found) {
    return found
        .filter(this::isRecent)
        .<Sign>map(alive -> new Sign.Alive(alive.at()))
        .orElseGet(Sign.Silent::new);
  }

  /** Without the permission, or if AWS fails, everything goes on: that is logged once. */
  private <T> T call(
      String name, String action, Supplier<T> work, Function<CloudError, T> otherwise) {
    try {
      return credentials.callPinned(work);
    } catch (Throwable e) { // An Error, too, is no reason to stop.
      CloudError error = ErrorClassifier.classify(action, e);
      internalErrors.report(clients.region() + ": " + name, error, e);
      log(name, error);
      return otherwise.apply(error);
    }
  }

  private synchronized void log(String name, CloudError error) {
    if (!reported) {
      reported = true;
      log.warn(
          "{}: the parameter {} cannot be read or written, so two copies of this cluster are not"
              + " noticed, and operators of other clusters do not see that this one is alive: {}",
          clients.region(),
          name,
          error.summary());
    }
  }

  private boolean beat(String account, String name) {
    if (!identity.confirm().equals(account)) {
      return false;
    }
    Optional<HeartbeatParameter> found = HeartbeatParameter.read(clients.ssm(), name);
    if (mayWrite(found)) {
      long version = HeartbeatParameter.write(writeClients.ssm(), name, process.id(), since());
      synchronized (this) {
        written = OptionalLong.of(version);
      }
    }
    return true;
  }

  private Instant since() {
    return process.since(() -> clients.time().now());
  }

  private synchronized boolean mayWrite(Optional<HeartbeatParameter> found) {
    Optional<HeartbeatParameter> other =
        found.filter(one -> !one.writer().equals(process.id())).filter(this::isRecent);
    boolean overwritten =
        other.filter(one -> written.isPresent() && one.version() > written.getAsLong()).isPresent();
    boolean yields =
        rival.isPresent()
            ? other.isPresent()
            : overwritten && other.filter(this::beganEarlier).isPresent();
    Optional<String> before = rival;
    rival = yields ? other.map(this::message) : Optional.empty();
    if (before.isPresent() != rival.isPresent()) {
      log.warn(
          "{}: {}",
          clients.region(),
          rival.orElse("No other operator writes with this cluster id any more"));
    }
    return !yields;
  }

  /** Operators that share the work of one cluster have the same time, from one lease. */
  private boolean beganEarlier(HeartbeatParameter other) {
    return other.since().isBefore(since());
  }

  private boolean isRecent(HeartbeatParameter one) {
    return isRecent(clients, one);
  }

  private static boolean isRecent(Clients clients, HeartbeatParameter one) {
    return one.at().plus(Timing.HEARTBEAT_RECENT).isAfter(clients.time().now());
  }

  private String message(HeartbeatParameter other) {
    return "Another operator has written with the cluster id %s since %s, and this one began later: one of the two clusters is a copy, for example restored from a backup. This operator writes nothing. Stop the operator of the copy; this one goes on %d hours after the last sign of the other. To keep the environments of both, see docs/orphans.md"
        .formatted(cluster, other.since(), Timing.HEARTBEAT_RECENT.toHours());
  }
}
