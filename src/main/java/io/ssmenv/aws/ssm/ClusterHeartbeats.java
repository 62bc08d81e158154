package io.ssmenv.aws.ssm;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Timing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
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

  private static final Logger log = LoggerFactory.getLogger(ClusterHeartbeats.class);

  private record Known(Sign sign, Instant readAt) {}

  private final Clients clients;
  private final Clients writeClients;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final String cluster;
  private final String writer;
  private final InstantSource clock;
  private final Executor threads;
  private final InternalErrors internalErrors;
  private final Map<String, Known> others = new HashMap<>();
  private Instant due = Instant.MIN;
  private Optional<Instant> since = Optional.empty();
  private OptionalLong written = OptionalLong.empty();
  private Optional<String> rival = Optional.empty();
  private boolean reported;

  /**
   * @param writer identifies this process
   * @param clock never jumps
   * @param threads for the calls; must not queue
   */
  public ClusterHeartbeats(
      Clients clients,
      Clients writeClients,
      PinnedCredentials credentials,
      CallerIdentity identity,
      String cluster,
      String writer,
      InstantSource clock,
      Executor threads,
      InternalErrors internalErrors) {
    this.clients = clients;
    this.writeClients = writeClients;
    this.credentials = credentials;
    this.identity = identity;
    this.cluster = cluster;
    this.writer = writer;
    this.clock = clock;
    this.threads = threads;
    this.internalErrors = internalErrors;
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
        .ifPresent(name ->
            threads.execute(() ->
                call("The heartbeat of this cluster", () -> beat(account, name), _ -> false)));
  }

  @Override
  public synchronized Optional<String> rival() {
    return rival;
  }

  @Override
  public synchronized Sign of(String other) {
    Optional<String> name = HeartbeatParameter.name(other);
    if (name.isEmpty()) {
      return new Sign.Silent();
    }
    Known known = others.get(other);
    Instant now = clock.instant();
    if (known == null || !now.isBefore(known.readAt().plus(Timing.HEARTBEAT_REFRESH))) {
      others.put(other, new Known(known == null ? new Sign.Pending() : known.sign(), now));
      threads.execute(() -> readOther(other, name.get()));
    }
    return known == null ? new Sign.Pending() : known.sign();
  }

  private void readOther(String other, String name) {
    Sign read =
        call(
            "The heartbeat of the cluster " + other,
            () -> sign(HeartbeatParameter.read(clients.ssm(), name)),
            error -> new Sign.Unreadable(error.summary()));
    synchronized (this) {
      others.put(other, new Known(read, clock.instant()));
    }
  }

  private Sign sign(Optional<HeartbeatParameter> found) {
    return found
        .filter(this::isRecent)
        .<Sign>map(alive -> new Sign.Alive(alive.at()))
        .orElseGet(Sign.Silent::new);
  }

  /** Without the permission, or if AWS fails, everything goes on: that is logged once. */
  private <T> T call(String what, Supplier<T> work, Function<CloudError, T> otherwise) {
    try {
      return credentials.callPinned(work);
    } catch (Throwable e) { // An Error, too, is no reason to stop.
      CloudError error = ErrorClassifier.classify("GetParameter", e);
      internalErrors.report(clients.region() + ": " + what, error, e);
      synchronized (this) {
        if (!reported) {
          reported = true;
          log.warn(
              "{}: {} cannot be read or written, so two copies of this cluster would not be noticed:"
                  + " {}",
              clients.region(),
              what,
              error.summary());
        }
      }
      return otherwise.apply(error);
    }
  }

  private boolean beat(String account, String name) {
    if (!identity.confirm().equals(account)) {
      return false;
    }
    Optional<HeartbeatParameter> found = HeartbeatParameter.read(clients.ssm(), name);
    if (mayWrite(found)) {
      Instant began = since();
      long version = HeartbeatParameter.write(writeClients.ssm(), name, writer, began);
      synchronized (this) {
        written = OptionalLong.of(version);
      }
    }
    return true;
  }

  private synchronized Instant since() {
    if (since.isEmpty()) {
      since = Optional.of(clients.time().now());
    }
    return since.get();
  }

  private synchronized boolean mayWrite(Optional<HeartbeatParameter> found) {
    Optional<HeartbeatParameter> other =
        found.filter(one -> !one.writer().equals(writer)).filter(this::isRecent);
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

  private boolean beganEarlier(HeartbeatParameter other) {
    int order = other.since().compareTo(since());
    return order < 0 || (order == 0 && other.writer().compareTo(writer) < 0);
  }

  private boolean isRecent(HeartbeatParameter one) {
    return isRecent(clients, one);
  }

  private static boolean isRecent(Clients clients, HeartbeatParameter one) {
    return one.at().plus(Timing.HEARTBEAT_RECENT).isAfter(clients.time().now());
  }

  private String message(HeartbeatParameter other) {
    return "Another operator has written with the cluster id %s since %s, earlier than this one: this cluster is a copy, for example restored from a backup. This one writes nothing. Stop one of the two operators, or delete the copied environments here without their finalizers and restart this operator with another --cluster-id"
        .formatted(cluster, other.since());
  }
}
