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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
  private static final String CANNOT_ASK = "instances cannot be asked for their egress";

  private final EgressCommands commands;
  private final String region;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final ApiBudget budget;
  private final InstantSource clock;
  private final TimedCalls calls;
  private final Consumer<Owner> wake;
  private final EgressQueue queue = new EgressQueue();

  /** The pauses after failed reads of single commands, by command id. */
  private final Map<String, CallPause> reads = new HashMap<>();

  private final CallPause listing;
  private final CallPause sending;

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
    this.calls = new TimedCalls(region, timer, internalErrors);
    this.wake = wake;
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
    calls.start(EgressTiming.TICK, this::tick);
  }

  /** Asks nobody any more. */
  public void stop() {
    calls.stop();
  }

  /** Stops, and interrupts a call in progress that takes longer than the limit. */
  public void end(Duration limit) {
    calls.end(limit);
  }

  private void tick() {
    Set<Owner> toWake = new HashSet<>();
    calls.attempt(
        LIST,
        listing,
        CANNOT_ASK,
        () -> collect(toWake),
        error -> toWake.addAll(queue.cannotRead(error)));
    if (!listing.hasFailed()) { // What is not read need not be asked.
      calls.attempt(
          SEND,
          sending,
          CANNOT_ASK,
          () -> send(toWake),
          error -> toWake.addAll(queue.cannotSend(error)));
    }
    toWake.forEach(wake);
  }

  /**
   * Reads the results of the commands under way. AWS keeps results that cannot be read at present.
   *
   * @param answered gets those whose instances have answered, also if a later call fails
   */
  private void collect(Set<Owner> answered) {
    List<EgressQueue.Open> all = queue.open();
    reads.keySet().retainAll(all.stream().map(one -> one.sent().commandId()).toList());
    for (EgressQueue.Open open : all) {
      CallPause pause = reads.computeIfAbsent(open.sent().commandId(), _ -> new CallPause(clock));
      if (pause.isOver()) {
        if (budget.tryTake(LIST).isPresent()) {
          break;
        }
        answered.addAll(read(open, pause));
      }
      if (!clock.instant().isBefore(open.deadline())) {
        answered.addAll(queue.unanswered(open, whyUnanswered(pause)));
      }
    }
  }

  private Set<Owner> read(EgressQueue.Open open, CallPause pause) {
    try {
      Set<Owner> answered =
          queue.answered(
              open,
              credentials.callPinned(
                  () -> commands.results(open.sent(), open.batch().script(region))));
      pause.succeeded();
      return answered;
    } catch (RuntimeException e) {
      CloudError error = ErrorClassifier.classify(LIST, e);
      if (calls.isStopped() || failsEveryRead(error)) {
        throw e;
      }
      calls.report(error, e);
      pause.failed(error);
      log.warn("{}: the results of a command cannot be read: {}", region, error.summary());
      return Set.of();
    }
  }

  /** A fault of the operator is not one of Systems Manager. */
  private static Why whyUnanswered(CallPause pause) {
    return pause
        .failure()
        .map(error -> error instanceof CloudError.Internal ? Why.INTERNAL_ERROR : Why.UNREAD)
        .orElse(Why.TIMED_OUT);
  }

  private static boolean failsEveryRead(CloudError error) {
    return switch (error) {
      case CloudError.Denied _, CloudError.Throttled _, CloudError.ReadDeferred _ -> true;
      default -> false;
    };
  }

  /**
   * Sends the questions that have gathered.
   *
   * @param toWake gets those who have to know of it, also if a later call fails
   */
  private void send(Set<Owner> toWake) {
    for (EgressQueue.Batch batch : queue.batches(EgressCommands.MAX_INSTANCES, clock.instant())) {
      if (queue.waits(batch, clock.instant())) {
        continue;
      }
      if (budget.tryTake(SEND).isPresent()) {
        break;
      }
      toWake.addAll(send(batch));
    }
  }

  private Set<Owner> send(EgressQueue.Batch batch) {
    try {
      return credentials
          .callPinned(() ->
              identity.confirm().equals(batch.account())
                  ? Optional.of(
                      commands.send(batch.script(region), batch.platform(), batch.instances()))
                  : Optional.<EgressCommands.Sent>empty())
          .map(sent -> queue.sent(batch, sent, clock.instant().plus(EgressTiming.ANSWER_LIMIT)))
          .orElse(Set.of());
    } catch (RuntimeException e) {
      CloudError error = ErrorClassifier.classify(SEND, e);
      if (calls.isStopped() || failsEveryCommand(error)) {
        throw e;
      }
      if (error instanceof CloudError.Internal) { // AWS has refused nobody.
        calls.report(error, e);
        return queue.failed(batch, error, clock.instant());
      }
      log.info("{}: {} instances refused: {}", region, batch.instances().size(), error.summary());
      return queue.refused(batch, error, clock.instant(), commands.now());
    }
  }

  /** Any other error may be that of a single instance. */
  private static boolean failsEveryCommand(CloudError error) {
    return switch (error) {
      case CloudError.Throttled _, CloudError.ReadDeferred _, CloudError.Unavailable _ -> true;
      case CloudError.Denied denied -> denied.code().equals(CloudError.NO_CREDENTIALS);
      default -> false;
    };
  }
}
