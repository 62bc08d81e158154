package io.ssmenv.aws;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.InventoryPoller;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.ssm.SsmPingSource;
import io.ssmenv.cloud.Cloud;
import io.ssmenv.cloud.Clouds;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Inventory;
import io.ssmenv.cloud.Operations;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Scope;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.LifecycleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** The AWS regions in use, each with its own clients, inventory and API budget. */
public final class AwsClouds implements Clouds, AutoCloseable {

  private record Region(
      Clients clients,
      Clients writeClients,
      Inventory inventory,
      Operations operations,
      FactSource facts)
      implements Cloud {}

  private final ClientFactory factory;
  private final String cluster;
  private final PollSettings pollSettings;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final HandlerRegistry handlers;
  private final Map<Scope, Region> regions = new ConcurrentHashMap<>();
  private final List<InventoryPoller> pollers = new ArrayList<>();
  private boolean reading = true;

  /**
   * @param cluster the id in all ownership tags
   * @param pollSettings how often AWS is read
   * @param threads runs the reads; must not queue them
   * @param wake is called with each environment whose observation may have changed
   * @param internalErrors reports faults of the operator
   */
  public AwsClouds(
      ClientFactory factory,
      String cluster,
      PollSettings pollSettings,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this(
        factory,
        cluster,
        pollSettings,
        clock,
        threads,
        wake,
        internalErrors,
        new HandlerRegistry(AwsHandlers.all()));
  }

  AwsClouds(
      ClientFactory factory,
      String cluster,
      PollSettings pollSettings,
      InstantSource clock,
      ExecutorService threads,
      Consumer<Owner> wake,
      InternalErrors internalErrors,
      HandlerRegistry handlers) {
    this.factory = factory;
    this.cluster = cluster;
    this.pollSettings = pollSettings;
    this.clock = clock;
    this.threads = threads;
    this.wake = wake;
    this.internalErrors = internalErrors;
    this.handlers = handlers;
  }

  /** Returns what the planner needs to know about AWS resource types. */
  public static LifecycleRules rules() {
    return new HandlerRegistry(AwsHandlers.all());
  }

  @Override
  public Cloud in(Scope scope) {
    return regions.computeIfAbsent(scope, this::open);
  }

  private Region open(Scope scope) {
    Clients clients = factory.clients(scope.region());
    Clients writeClients = factory.writeClients(scope.region());
    CallerIdentity identity = new CallerIdentity(clients, AwsClouds::accountId);
    AwsInventory inventory =
        new AwsInventory(
            clients,
            factory.credentials(),
            cluster,
            handlers.listings(),
            new SsmPingSource(),
            identity,
            pollSettings.interval(),
            clock,
            threads,
            wake,
            internalErrors);
    InventoryPoller poller = new InventoryPoller(inventory, pollSettings, clock, internalErrors);
    begin(poller);
    return new Region(
        clients,
        writeClients,
        inventory,
        new AwsOperations(
            writeClients,
            factory.credentials(),
            handlers,
            inventory,
            identity,
            new ApiBudget(clock),
            internalErrors),
        new AwsFactSource(clients, factory.credentials(), identity));
  }

  private static String accountId(Clients clients) {
    GetCallerIdentityResponse identity = clients.sts().getCallerIdentity();
    return identity.account();
  }

  private synchronized void begin(InventoryPoller poller) {
    if (reading) {
      pollers.add(poller);
      poller.start();
    }
  }

  /**
   * Starts no further reads, in this or any later region; steps in progress can still finish. Reads
   * in progress get {@link Timing#SHUTDOWN_GRACE} in total, because the reconciler can still write
   * until the caller has stopped it.
   */
  public synchronized void stopReading() {
    reading = false;
    pollers.forEach(InventoryPoller::stop);
    Instant limit = clock.instant().plus(Timing.SHUTDOWN_GRACE);
    pollers.forEach(poller -> poller.end(Duration.between(clock.instant(), limit)));
  }

  @Override
  public void close() {
    stopReading();
    regions.values().forEach(region -> region.clients().close());
    regions.values().forEach(region -> region.writeClients().close());
  }
}
