package io.ssmenv.aws;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.budget.Budgets;
import io.ssmenv.aws.budget.ItemReads;
import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.GlobalListings;
import io.ssmenv.aws.inventory.InventoryPoller;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.inventory.ReadLag;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.aws.ssm.ClusterHeartbeats;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.aws.ssm.RunCommandChecks;
import io.ssmenv.aws.ssm.SessionReads;
import io.ssmenv.aws.ssm.SsmPingSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Scope;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Creates the clients, handlers, inventory and budgets of a region. It makes no call to AWS, but to
 * create the clients of the SDK takes up to seconds.
 *
 * @param process as it shows itself in heartbeats
 * @param wake is called with each environment whose observation may have changed
 * @param budgets that of IAM, which all regions share
 * @param iamListings those of IAM, which all regions share
 */
record RegionFactory(
    ClientFactory clientFactory,
    String cluster,
    OperatorProcess process,
    PollSettings pollSettings,
    InstantSource clock,
    ExecutorService threads,
    Consumer<Owner> wake,
    OrphanObserver orphans,
    InternalErrors internalErrors,
    Function<ItemReads, HandlerRegistry> handlers,
    Budgets budgets,
    GlobalListings iamListings) {

  /** Creates a region that reads nothing before it is started. */
  AwsRegion create(Scope scope) {
    Clients clients = clientFactory.clients(scope.region());
    Clients writeClients = clientFactory.writeClients(scope.region());
    Budgets own = budgets.ofAnotherRegion();
    ReadBudget budget = own.reads();
    HandlerRegistry registry = handlers.apply(budget);
    CallerIdentity identity = new CallerIdentity(clients, accountId(new AccessKeyAccounts()));
    AwsInventory inventory =
        new AwsInventory(
            clients,
            clientFactory.credentials(),
            TagScope.ofCluster(cluster),
            registry.listings().stream()
                .map(listing ->
                    listing.readLag().equals(ReadLag.IAM) ? iamListings.shared(listing) : listing)
                .toList(),
            new SsmPingSource(),
            identity,
            budget,
            pollSettings.interval(),
            clock,
            threads,
            wake,
            internalErrors);
    return new AwsRegion(
        clients,
        writeClients,
        inventory,
        new InventoryPoller(inventory, pollSettings, clock, internalErrors),
        new AwsOperations(
            writeClients,
            clientFactory.credentials(),
            registry,
            inventory,
            identity,
            own.writes(),
            internalErrors),
        new AwsFactSource(clients, clientFactory.credentials(), identity, budget, clock),
        new ClusterHeartbeats(
            clients,
            writeClients,
            clientFactory.credentials(),
            identity,
            cluster,
            process,
            clock,
            threads,
            wake,
            internalErrors),
        new RunCommandChecks(
            clients,
            writeClients,
            cluster,
            clientFactory.credentials(),
            identity,
            new ApiBudget(clock),
            clock,
            pollSettings.timers().get(),
            wake,
            internalErrors),
        new SessionReads(
            clients,
            clientFactory.credentials(),
            identity,
            new ApiBudget(clock),
            clock,
            pollSettings.timers().get(),
            wake,
            internalErrors),
        orphans);
  }

  /** In each region, because the credentials of one partition are not valid in another. */
  private Function<Clients, String> accountId(AccessKeyAccounts accounts) {
    return clients ->
        accounts.of(
            clientFactory.credentials().resolveCredentials(),
            () -> clients.sts().getCallerIdentity().account());
  }
}
