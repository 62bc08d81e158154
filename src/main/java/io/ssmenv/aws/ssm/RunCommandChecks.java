package io.ssmenv.aws.ssm;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressAnswer.Why;
import io.ssmenv.cloud.EgressChecks;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the instances of one region with Run Command, for all environments together: the questions
 * that have gathered since the last time share commands of up to 50 instances, and the results of a
 * command are listed together. It has a thread and a budget of its own.
 *
 * <p>An answer to SendCommand that is lost does no harm: the instances are asked again. Commands of
 * another process are not waited for.
 */
public final class RunCommandChecks implements EgressChecks {

  private static final Logger log = LoggerFactory.getLogger(RunCommandChecks.class);

  private static final String SEND = "SendCommand";
  private static final String LIST = "ListCommandInvocations";

  private final EgressCommands commands;
  private final String region;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final ApiBudget budget;
  private final InstantSource clock;
  private final PollTimer timer;
  private final Consumer<Owner> wake;
  private final InternalErrors internalErrors;
  private final EgressQueue queue = new EgressQueue();
  private final CallPause listing;
  private final CallPause sending;
  private volatile boolean stopped;

  /**
   * @param cluster its id, for the command history
   * @param budget its own, which no other call shares
   * @param clock never jumps
   * @param wake called with each environment whose instances have answered
   */
  public RunCommandChecks(
      Clients clients,
      Clients writeClients,
      String cluster,
      PinnedCredentials credentials,
      CallerIdentity identity,
      ApiBudget budget,
      InstantSource clock,
      PollTimer timer,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.commands =
        new EgressCommands(clients, writeClients, "ssmenv: egress check of the cluster " + cluster);
    this.region = clients.region();
    this.credentials = credentials;
    this.identity = identity;
    this.budget = budget;
    this.clock = clock;
    this.timer = timer;
    this.wake = wake;
    this.internalErrors = internalErrors;
    this.listing = new CallPause(clock);
    this.sending = new CallPause(clock);
  }

  @Override
  public void ask(Owner owner, String account, Set<String> instances, List<Question> questions) {
    queue.ask(owner, account, instances, questions);
  }

  @Override
  public Answers answers(Owner owner) {
    return queue.answers(owner);
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    queue.forget(owner);
  }

  /** Begins to ask. */
  public void start() {
    timer.begin(EgressTiming.TICK, this::tick);
  }

  /** Asks nobody any more. */
  public void stop() {
    stopped = true;
    timer.stop();
  }

  /** Stops, and interrupts a call in progress that takes longer than the limit. */
  public void end(Duration limit) {
    stop();
    timer.end(limit);
  }

  private void tick() {
    Set<Owner> toWake = new HashSet<>();
    attempt(LIST, listing, () -> toWake.addAll(collect()));
    if (!listing.hasFailed()) { // What is not read need not be asked.
      attempt(SEND, sending, () -> toWake.addAll(send()));
    }
    toWake.forEach(wake);
  }

  private void attempt(String action, CallPause pause, Runnable calls) {
    if (!pause.isOver()) {
      return;
    }
    try {
      calls.run();
      pause.succeeded();
    } catch (Throwable e) { // An Error must not end the timer.
      if (stopped) {
        log.debug("{} abandoned: the operator is shutting down", action, e);
        return;
      }
      failed(pause, ErrorClassifier.classify(action, e), e);
    }
  }

  private void failed(CallPause pause, CloudError error, Throwable failure) {
    internalErrors.report(region + ": " + error.action(), error, failure);
    if (pause.failed(error)) {
      log.warn("{}: instances cannot be asked for their egress: {}", region, error.summary());
    }
    queue.failed(error).forEach(wake);
  }

  /**
   * Reads the results of the commands under way; returns whose instances have answered. AWS keeps
   * results that cannot be read at present.
   */
  private Set<Owner> collect() {
    Set<Owner> answered = new HashSet<>();
    for (EgressQueue.Open open : queue.open()) {
      if (budget.tryTake(LIST).isPresent()) {
        break;
      }
      answered.addAll(
          queue.answered(
              open,
              credentials.callPinned(
                  () -> commands.results(open.sent(), open.batch().script(region)))));
      if (!clock.instant().isBefore(open.deadline())) {
        answered.addAll(queue.unanswered(open, Why.TIMED_OUT));
      }
    }
    return answered;
  }

  /** Sends the questions that have gathered; returns who has to know of it. */
  private Set<Owner> send() {
    Set<Owner> toWake = new HashSet<>();
    for (EgressQueue.Batch batch : queue.batches(EgressCommands.MAX_INSTANCES)) {
      if (budget.tryTake(SEND).isPresent()) {
        break;
      }
      toWake.addAll(send(batch));
    }
    return toWake;
  }

  private Set<Owner> send(EgressQueue.Batch batch) {
    try {
      Optional<EgressCommands.Sent> sent =
          credentials.callPinned(() ->
              identity.confirm().equals(batch.account())
                  ? Optional.of(
                      commands.send(batch.script(region), batch.platform(), batch.instances()))
                  : Optional.empty());
      sent.ifPresent(
          command -> queue.sent(batch, command, clock.instant().plus(EgressTiming.ANSWER_LIMIT)));
      return queue.recovered();
    } catch (RuntimeException e) {
      if (!ErrorClassifier.isNotFound(e)) {
        throw e;
      }
      // One agent that is gone refuses the whole command.
      return queue.refused(batch, commands.now());
    }
  }
}
