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
 * One replica's part in the election of the leader.
 *
 * <p>Java Operator SDK would end the process by {@code System.exit} whenever it stops leading, also
 * in the middle of an orderly end, which then never comes to its end; and it keeps the lease, so
 * that the next leader has to wait until it runs out. Both are done here instead.
 */
final class LeaderElection {

  private static final Logger log = LoggerFactory.getLogger(LeaderElection.class);

  private static final String LEASE = "ssmenv-operator";

  private final KubernetesClient client;
  private final String namespace;
  private final String identity;
  private final Consumer<String> lost;
  private volatile boolean leading;
  private volatile boolean ending;

  /**
   * @param namespace of the lease
   * @param identity of this replica, different from any other's, also from that of the process that
   *     ran in the same pod before
   * @param lost is told, with a sentence for people, that this replica leads no more and has to end
   */
  LeaderElection(
      KubernetesClient client, String namespace, String identity, Consumer<String> lost) {
    this.client = client;
    this.namespace = namespace;
    this.identity = identity;
    this.lost = lost;
  }

  /** Tells the framework. */
  LeaderElectionConfiguration configuration() {
    return new LeaderElectionConfiguration(
        LEASE,
        namespace,
        LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
        LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
        LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
        identity,
        new LeaderCallbacks(this::started, this::stopped, leader -> {}),
        false);
  }

  private void started() {
    leading = true;
    log.info("This replica leads");
  }

  private void stopped() {
    if (!ending) {
      leading = false;
      lost.accept(
          "Another replica has become the leader, or the lease could not be renewed in time");
    }
  }

  /** Says that this replica is about to stop of its own accord. */
  void ending() {
    ending = true;
  }

  /** Gives the lease back, if it is this replica's; to be called when nothing works any more. */
  void release() {
    if (leading) {
      giveBack();
    }
  }

  private void giveBack() {
    String patch =
        """
        [{"op": "test", "path": "/spec/holderIdentity", "value": "%s"},
         {"op": "remove", "path": "/spec/holderIdentity"}]
        """
            .formatted(identity);
    try {
      client
          .leases()
          .inNamespace(namespace)
          .withName(LEASE)
          .patch(PatchContext.of(PatchType.JSON), patch);
      log.info("This replica has given the lease back");
    } catch (KubernetesClientException e) {
      log.warn("The lease could not be given back and has to run out: {}", e.getMessage());
    }
  }
}
