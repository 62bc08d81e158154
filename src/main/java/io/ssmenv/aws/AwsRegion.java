package io.ssmenv.aws;

import io.ssmenv.aws.budget.StepActions;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.aws.inventory.InventoryPoller;
import io.ssmenv.aws.ssm.RunCommandChecks;
import io.ssmenv.aws.ssm.SessionReads;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressChecks;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Heartbeats;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.OpenSessions;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.RebootOutcome;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.Step;
import io.ssmenv.topology.Ownership;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** An open region with its environments. It closes when no step is in flight any more. */
final class AwsRegion implements Cloud {

  private final Clients clients;
  private final Clients writeClients;
  private final AwsInventory inventory;
  private final InventoryPoller poller;
  private final Operations operations;
  private final FactSource facts;
  private final Heartbeats heartbeats;
  private final RunCommandChecks egress;
  private final SessionReads sessions;
  private final OrphanObserver orphans;
  private final Set<String> environments = new HashSet<>();

  private int stepsInFlight;
  private boolean closed;
  private boolean reporting = true;

  AwsRegion(
      Clients clients,
      Clients writeClients,
      AwsInventory inventory,
      InventoryPoller poller,
      Operations operations,
      FactSource facts,
      Heartbeats heartbeats,
      RunCommandChecks egress,
      SessionReads sessions,
      OrphanObserver orphans) {
    this.clients = clients;
    this.writeClients = writeClients;
    this.inventory = inventory;
    this.poller = poller;
    this.operations = operations;
    this.facts = facts;
    this.heartbeats = heartbeats;
    this.egress = egress;
    this.sessions = sessions;
    this.orphans = orphans;
  }

  @Override
  public Inventory inventory() {
    return inventory;
  }

  @Override
  public Operations operations() {
    return new OpenOperations();
  }

  @Override
  public FactSource facts() {
    return facts;
  }

  @Override
  public Heartbeats heartbeats() {
    return heartbeats;
  }

  @Override
  public EgressChecks egress() {
    return egress;
  }

  @Override
  public OpenSessions sessions() {
    return sessions;
  }

  /** The operations until the region is closed. */
  private final class OpenOperations implements Operations {

    @Override
    public Outcome perform(Owner owner, String accountId, Step.Write step) {
      return whileOpen(
          () -> operations.perform(owner, accountId, step), () -> wasClosed(StepActions.of(step)));
    }

    @Override
    public RebootOutcome reboot(Owner owner, String accountId, String instanceId) {
      return whileOpen(
          () -> operations.reboot(owner, accountId, instanceId),
          () -> new RebootOutcome(false, wasClosed("RebootInstances")));
    }

    @Override
    public List<String> blockers(Owner owner, String accountId, Step.Delete step) {
      return whileOpen(() -> operations.blockers(owner, accountId, step), List::of);
    }
  }

  private <T> T whileOpen(Supplier<T> call, Supplier<T> afterwards) {
    if (!tryBegin()) {
      return afterwards.get();
    }
    try {
      return call.get();
    } finally {
      if (end()) {
        closeNow();
      }
    }
  }

  private synchronized boolean tryBegin() {
    if (closed) {
      return false;
    }
    stepsInFlight++;
    return true;
  }

  /** Returns whether this was the last step of a closed region. */
  private synchronized boolean end() {
    stepsInFlight--;
    return closed && stepsInFlight == 0;
  }

  private static Outcome wasClosed(String action) {
    return new Outcome.Failed(
        new CloudError.Refused(
            action, "RegionClosed", "the environment no longer exists; nothing was written"));
  }

  void add(Owner owner) {
    environments.add(owner.uid());
  }

  /** Whether the account of the credentials was confirmed in this region. */
  boolean isConfirmed() {
    return inventory.isConfirmed();
  }

  boolean contains(Owner owner) {
    return environments.contains(owner.uid());
  }

  /** Drops an environment; returns whether it was the last one. */
  boolean remove(Owner owner) {
    inventory.forget(owner);
    egress.forget(owner);
    sessions.forget(owner);
    environments.remove(owner.uid());
    if (environments.isEmpty()) {
      endReports();
    }
    return environments.isEmpty();
  }

  /** A region of the same name that opens afterwards reports for itself. */
  private synchronized void endReports() {
    reporting = false;
    orphans.onClose(clients.region());
  }

  void start() {
    poller.start(this::reportOrphans);
    egress.start();
    sessions.start();
  }

  private synchronized void reportOrphans() {
    if (!reporting) {
      return;
    }
    Map<String, Ownership> orphaned = new HashMap<>(inventory.listed());
    orphaned.values().removeIf(orphans.orphaned().negate());
    orphans.onPoll(clients.region(), orphaned);
  }

  /** Starts no further read. */
  void stopReading() {
    poller.stop();
    egress.stop();
    sessions.stop();
  }

  /** Stops reading, and interrupts a read that takes longer than the limit. */
  void endReading(Duration limit) {
    poller.end(limit);
    egress.end(limit);
    sessions.end(limit);
  }

  /** Closes a region in which there is no environment, and no call in flight. */
  void closeUnused() {
    stopReading();
    closeNow();
  }

  /** Closes the clients at once. The responses to calls in flight are lost. */
  void closeNow() {
    clients.close();
    writeClients.close();
  }

  /**
   * Waits until the reads in flight have ended, and begins no further step. The last step in flight
   * closes the clients.
   */
  void closeWhenIdle() {
    endReading(Timing.SHUTDOWN_GRACE);
    if (refuseSteps()) {
      closeNow();
    }
  }

  /** Returns whether no step is in flight. */
  private synchronized boolean refuseSteps() {
    closed = true;
    return stepsInFlight == 0;
  }
}
