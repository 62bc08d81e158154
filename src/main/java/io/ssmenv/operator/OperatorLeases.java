package io.ssmenv.operator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the operators with other leases are alive. As in the leader election, a lease has expired
 * when nobody was seen to renew it for as long as it lasts: the clocks of two machines are not
 * compared. Thread-safe.
 */
final class OperatorLeases {

  private static final Logger log = LoggerFactory.getLogger(OperatorLeases.class);

  /** Of the lease of Java Operator SDK. */
  private static final Duration DURATION = Duration.ofSeconds(15);

  /** Shared by all environments of the other operator: it renews its lease every two seconds. */
  private static final Duration BELIEVED = Duration.ofSeconds(2);

  /** A namespace and a name. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})/[a-z0-9]([a-z0-9.-]{0,252})");

  /** There are a few operators; more are the names that somebody makes up. */
  private static final int MOST_KNOWN = 100;

  /**
   * What was read.
   *
   * @param holder empty if nobody holds it, or if there is no such lease
   * @param renewed what shows a renewal
   * @param since when this was first seen
   * @param read when it was read last
   */
  private record Seen(Optional<String> holder, String renewed, Instant since, Instant read) {

    boolean isAlive(Instant now) {
      return holder.isPresent() && now.isBefore(since.plus(DURATION));
    }
  }

  private final KubernetesClient client;
  private final InstantSource clock;
  private final Optional<String> namespace;
  private final Map<String, Seen> known = new ConcurrentHashMap<>();

  /**
   * @param namespace that of the leases of all operators; empty if this one has none
   * @param clock never jumps
   */
  OperatorLeases(KubernetesClient client, Optional<String> namespace, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * Whether a lease, {@code namespace/name}, is held. One that cannot be read may be. What can be
   * no lease of an operator is not: whoever may edit an environment can name any.
   */
  boolean isHeld(String lease) {
    if (!NAME.matcher(lease).matches()
        || namespace.filter(own -> !lease.startsWith(own + "/")).isPresent()) {
      return false;
    }
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    Instant now = clock.instant();
    Seen before = known.get(lease);
    if (before != null && now.isBefore(before.read().plus(BELIEVED))) {
      return before.isAlive(now);
    }
    try {
      Seen seen = read(lease, Optional.ofNullable(before), now);
      known.put(lease, seen);
      return seen.isAlive(now);
    } catch (KubernetesClientException e) {
      log.warn("The lease {} of another operator cannot be read: {}", lease, e.getMessage());
      known.remove(lease);
      return true;
    }
  }

  private Seen read(String lease, Optional<Seen> before, Instant now) {
    int slash = lease.indexOf('/');
    Optional<Lease> found =
        slash < 0
            ? Optional.empty()
            : Optional.ofNullable(
                client
                    .leases()
                    .inNamespace(lease.substring(0, slash))
                    .withName(lease.substring(slash + 1))
                    .get());
    Optional<String> holder =
        found
            .flatMap(one -> Optional.ofNullable(one.getSpec()))
            .flatMap(spec -> Optional.ofNullable(spec.getHolderIdentity()))
            .filter(name -> !name.isBlank());
    String renewed = found.map(one -> one.getSpec() + "").orElse("");
    Instant since =
        before.filter(known -> known.renewed().equals(renewed)).map(Seen::since).orElse(now);
    return new Seen(holder, renewed, since, now);
  }
}
