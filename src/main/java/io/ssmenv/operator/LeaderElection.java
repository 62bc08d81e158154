package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of this replica in the leader election.
 *
 * <p>Java Operator SDK calls {@code System.exit} whenever it stops leading. During an orderly
 * shutdown that call waits for the shutdown itself and never returns. The SDK also keeps the lease,
 * so that the next leader must wait until it expires. This class does both instead: it reports the
 * loss of leadership, and it releases the lease.
 */
final class LeaderElection {

  private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);

  private final KubernetesClient client;
  private final OperatingSince operating;
  private final String lease;
  private final String identity;
  private final Runnable onLeading;
  private final Consumer<String> onLeadershipLost;
  private volatile boolean leading;
  private volatile boolean stopping;

  /**
   * @param operating begins when this replica leads
   * @param lease its name
   * @param identity the unique identity of this replica; also different from that of an earlier
   *     process in the same pod
   * @param onLeading called when this replica has become the leader, before its first reconcile
   * @param onLeadershipLost called with a message for users when this replica is no longer the
   *     leader; the process must stop then
   */
  LeaderElection(
      KubernetesClient client,
      OperatingSince operating,
      String lease,
      String identity,
      Runnable onLeading,
      Consumer<String> onLeadershipLost) {
    this.client = client;
    this.operating = operating;
    this.lease = lease;
    this.identity = identity;
    this.onLeading = onLeading;
    this.onLeadershipLost = onLeadershipLost;
  }

  /** The configuration for Java Operator SDK. */
  LeaderElectionConfiguration configuration() {
    return new LeaderElectionConfiguration(
        lease,
        operating.namespace(),
        LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
        LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
        LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
        identity,
        new LeaderCallbacks(this::onStartedLeading, this::onStoppedLeading, _ -> {}),
        false);
  }

  private void onStartedLeading() {
    leading = true;
    operating.begin();
    onLeading.run();
    log.info("This replica is now the leader");
  }

  private void onStoppedLeading() {
    if (!stopping) {
      leading = false;
      onLeadershipLost.accept(
          "Another replica has become the leader, or the lease was not renewed in time");
    }
  }

  /** Announces an orderly shutdown: losing the leadership is expected from now on. */
  void stopping() {
    stopping = true;
    operating.stop();
  }

  /** Releases the lease if this replica holds it. Call it when all reconciles have ended. */
  void release() {
    if (leading) {
      releaseLease();
    }
  }

  private void releaseLease() {
    String patch =
        """
        [{"op": "test", "path": "/spec/holderIdentity", "value": "%s"},
         {"op": "remove", "path": "/spec/holderIdentity"}]
        """
            .formatted(identity);
    try {
      client
          .leases()
          .inNamespace(operating.namespace())
          .withName(lease)
          .patch(PatchContext.of(PatchType.JSON), patch);
      log.info("This replica has released the lease");
    } catch (KubernetesClientException e) {
      log.warn(
          "Failed to release the lease; the next leader waits until it expires: {}",
          e.getMessage());
    }
  }
}
