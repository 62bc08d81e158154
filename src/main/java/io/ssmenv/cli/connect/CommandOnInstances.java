package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.CommandCalls;
import io.ssmenv.aws.session.CommandResult;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** One script on several instances, whose results are printed as they come. */
final class CommandOnInstances {

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
        add(output.notRun(instance, "it is not launched yet"));
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
        add(output.notRun(instances.getFirst(), offline(instances.getFirst())));
      } else if (offline) { // AWS refuses all of them because of one.
        for (FoundInstance one : instances) {
          send(List.of(one), script);
        }
      } else {
        throw new IllegalStateException(
            new RefusedCall(environment, calls.account()).message(e.error(), instances.getFirst()),
            e);
      }
    }
  }

  private String offline(FoundInstance instance) {
    return "it is not online in Systems Manager; its status is %s%s"
        .formatted(instance.pingStatus(), environment.offline().map(why -> ": " + why).orElse(""));
  }

  private void awaitResults() throws InterruptedException {
    Duration waited = Duration.ZERO;
    while (!isDone() && waited.compareTo(SessionTiming.COMMAND_ENDS) < 0) {
      context.pause().of(SessionTiming.COMMAND_POLL);
      waited = waited.plus(SessionTiming.COMMAND_POLL);
      waiting.forEach((command, instances) -> {
        if (!instances.isEmpty()) {
          print(calls.results(command), instances);
        }
      });
    }
    waiting.values().stream()
        .flatMap(instances -> instances.values().stream())
        .forEach(instance -> add(output.print(instance, new CommandResult.Pending())));
  }

  private boolean isDone() {
    return waiting.values().stream().allMatch(Map::isEmpty);
  }

  private void print(
      Map<String, CommandResult> results, SequencedMap<String, FoundInstance> instances) {
    results.forEach((id, result) -> {
      if (!(result instanceof CommandResult.Pending) && instances.containsKey(id)) {
        add(output.print(instances.remove(id), result));
      }
    });
  }
}
