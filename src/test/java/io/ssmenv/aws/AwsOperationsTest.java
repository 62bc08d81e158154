package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.inventory.AwsInventory;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.aws.ssm.SsmPingSource;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Outcome;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.plan.Reason;
import io.ssmenv.plan.Step;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.testing.Simulations;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Tags;
import io.ssmenv.topology.Vpc;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class AwsOperationsTest {

  private static final String RIGHT = "111122223333";
  private static final String WRONG = "999988887777";
  private static final String RIGHT_KEY = "AKIDRIGHT";
  private static final String WRONG_KEY = "AKIDWRONG";
  private static final Owner OWNER = new Owner("cluster-1", "uid-1", "team-a/reports");
  private static final Step.Create CREATE =
      new Step.Create(
          new Vpc(Key.of("vpc", "main"), "10.20.0.0/16", true, true, Tags.of(Map.of())),
          0,
          new Reason(Reason.Code.MISSING, "missing"),
          List.of());

  @Test
  void aWriteIsSignedWithTheCredentialsWhoseAccountWasConfirmed() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      aws.accounts().assign(RIGHT_KEY, RIGHT);
      aws.accounts().assign(WRONG_KEY, WRONG);
      AtomicReference<String> key = new AtomicReference<>(RIGHT_KEY);
      ClientFactory factory = factory(aws, key);

      Outcome outcome = operations(factory, threads).perform(OWNER, RIGHT, CREATE);

      assertThat(key).as("switched when the account was confirmed").hasValue(WRONG_KEY);
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
      assertThat(aws.resources())
          .extracting(ResourceSummary::accountId)
          .isNotEmpty()
          .containsOnly(RIGHT);
    }
  }

  @Test
  void nothingIsWrittenWithCredentialsOfAnotherAccount() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      aws.accounts().assign(WRONG_KEY, WRONG);
      ClientFactory factory = factory(aws, new AtomicReference<>(WRONG_KEY));

      Outcome outcome = operations(factory, threads).perform(OWNER, RIGHT, CREATE);

      assertThat(outcome.toString()).contains("AccountChanged", RIGHT, WRONG);
      assertThat(aws.resources()).isEmpty();
    }
  }

  /** The chain returns another account's credentials after the account was confirmed. */
  private static ClientFactory factory(SimulatedAws aws, AtomicReference<String> key) {
    return new ClientFactory(
            () -> AwsBasicCredentials.create(key.get(), "secret"), Optional.of(aws.endpoint()))
        .withCallObserver((service, action, outcome) -> {
          if (action.equals("GetCallerIdentity")) {
            key.set(WRONG_KEY);
          }
        });
  }

  private static AwsOperations operations(ClientFactory factory, ExecutorService threads) {
    Clients clients = factory.clients("eu-west-1");
    HandlerRegistry handlers = new HandlerRegistry(AwsHandlers.all());
    CallerIdentity identity =
        new CallerIdentity(clients, with -> with.sts().getCallerIdentity().account());
    AwsInventory inventory =
        new AwsInventory(
            clients,
            factory.credentials(),
            TagScope.ofCluster(OWNER.cluster()),
            handlers.listings(),
            new SsmPingSource(),
            identity,
            new ReadBudget(Clock.systemUTC(), Timing.POLL_INTERVAL),
            Timing.POLL_INTERVAL,
            Clock.systemUTC(),
            threads,
            owner -> {},
            new InternalErrors(() -> {}));
    return new AwsOperations(
        factory.writeClients("eu-west-1"),
        factory.credentials(),
        handlers,
        inventory,
        identity,
        new ApiBudget(Clock.systemUTC()),
        new InternalErrors(() -> {}));
  }
}
