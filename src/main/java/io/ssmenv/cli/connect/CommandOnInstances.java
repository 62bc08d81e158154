package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.CommandCalls;
import io.ssmenv.aws.session.CommandResult;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionTiming;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** One script on several instances, whose results are printed as they come. */
final class CommandOnInstances {

  private static final String PERMISSIONS =
      "Ask for ssm:SendCommand on the instances and on the document AWS-RunShellScript, and for"
          + " ssm:ListCommandInvocations and ssm:GetCommandInvocation";
  private static final String MAY_RUN = "The command may run nevertheless";

  private final FoundEnvironment environment;
  private final SessionContext context;
  private final CommandCalls calls;
  private final CommandOutput output;

  /** The instances whose results have not come, by command and by id. */
  private final Map<String, SequencedMap<String, FoundInstance>> waiting = new LinkedHashMap<>();

  private int exitCode;

  CommandOnInstances(
      FoundEnvironment environment,
      SessionContext context,
      CommandCalls calls,
      CommandOutput output) {
    this.environment = environment;
    this.context = context;
    this.calls = calls;
    this.output = output;
  }

  /** Returns the highest exit code of all instances. */
  int run(List<FoundInstance> instances, String script) throws InterruptedException {
    List<FoundInstance> launched = new ArrayList<>();
    for (FoundInstance instance : instances) {
      if (instance.id().isPresent()) {
        launched.add(instance);
      } else {
        add(output.notSent(instance, "it is not launched yet"));
      }
    }
    for (int i = 0; i < launched.size(); i += CommandCalls.MOST_INSTANCES) {
      int end = Math.min(i + CommandCalls.MOST_INSTANCES, launched.size());
      send(launched.subList(i, end), script);
    }
    awaitResults();
    return exitCode;
  }

  private void add(int code) {
    exitCode = Math.max(exitCode, code);
  }

  private void send(List<FoundInstance> instances, String script) throws InterruptedException {
    SequencedMap<String, FoundInstance> byId = new LinkedHashMap<>();
    instances.forEach(instance -> byId.put(instance.launchedId(), instance));
    try {
      waiting.put(calls.send(List.copyOf(byId.keySet()), script), byId);
    } catch (CloudException e) {
      boolean offline = e.error().code().equals(CommandCalls.NOT_ONLINE);
      if (offline && instances.size() == 1) {
        add(output.notSent(instances.getFirst(), offline(instances.getFirst())));
      } else if (offline) { // AWS refuses all of them because of one.
        int half = instances.size() / 2;
        send(instances.subList(0, half), script);
        send(instances.subList(half, instances.size()), script);
      } else if (waiting.isEmpty()) {
        throw new IllegalStateException(refused(e.error(), instances), e);
      } else { // It runs on others, whose results are wanted.
        instances.forEach(one -> add(output.unknown(one, refused(e.error(), List.of(one)))));
      }
    }
  }

  private String refused(CloudError error, List<FoundInstance> instances) {
    String message =
        new RefusedCall(environment, calls.account(), PERMISSIONS).message(error, instances);
    return error instanceof CloudError.Unavailable ? message + ". " + MAY_RUN : message;
  }

  private String offline(FoundInstance instance) {
    return new RefusedCall(environment, Optional.empty(), PERMISSIONS).offline(instance);
  }

  private void awaitResults() throws InterruptedException {
    Duration waited = Duration.ZERO;
    while (!isDone() && waited.compareTo(SessionTiming.COMMAND_ENDS) < 0) {
      Duration poll =
          waited.compareTo(SessionTiming.COMMAND_IS_LONG) < 0
              ? SessionTiming.COMMAND_POLL
              : SessionTiming.LONG_COMMAND_POLL;
      context.pause().of(poll);
      waited = waited.plus(poll);
      waiting.forEach(this::printResults);
    }
    waiting.values().stream()
        .flatMap(instances -> instances.values().stream())
        .forEach(instance -> add(output.print(instance, new CommandResult.Pending())));
  }

  private boolean isDone() {
    return waiting.values().stream().allMatch(Map::isEmpty);
  }

  private void printResults(String command, SequencedMap<String, FoundInstance> instances) {
    if (instances.isEmpty()) {
      return;
    }
    try {
      calls
          .results(command, ImmutableCopy.of(instances.keySet()))
          .forEach((id, result) -> {
            if (!(result instanceof CommandResult.Pending)) {
              Optional.ofNullable(instances.remove(id))
                  .ifPresent(instance -> add(output.print(instance, result)));
            }
          });
    } catch (CloudException e) {
      if (!CommandCalls.isTransient(e.error())) {
        instances
            .values()
            .forEach(one -> add(output.print(one, new CommandResult.Unreadable(e.error()))));
        instances.clear();
      }
    }
  }
}
