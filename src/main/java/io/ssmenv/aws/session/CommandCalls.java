package io.ssmenv.aws.session;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.SessionTiming;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/** Runs shell scripts on instances of a region, through Systems Manager's run command. */
public final class CommandCalls implements AutoCloseable {

  /** The most instances of one call [D]. */
  public static final int MOST_INSTANCES = 50;

  /** SendCommand's error if one of its instances is not online [D]. */
  public static final String NOT_ONLINE = "InvalidInstanceId";

  /** How much of an output is kept [D]. */
  private static final int KEPT = 24_000;

  private static final String DOCUMENT = "AWS-RunShellScript";

  private final Clients reads;
  private final Clients writes;
  private final ThrottleRetries retries;

  public CommandCalls(ClientFactory factory, String region, Pause pause) {
    reads = factory.clients(region);
    writes = factory.writeClients(region);
    retries = new ThrottleRetries(pause);
  }

  /**
   * Sends a script to instances; returns the id of the command.
   *
   * @throws CloudException if AWS refuses it
   */
  public String send(List<String> instances, String script) throws InterruptedException {
    return retries.call(
        "SendCommand",
        () ->
            writes
                .ssm()
                .sendCommand(request ->
                    request
                        .instanceIds(instances)
                        .documentName(DOCUMENT)
                        .parameters(Map.of("commands", List.of(script)))
                        .timeoutSeconds((int) SessionTiming.COMMAND_DELIVERY.toSeconds()))
                .command()
                .commandId());
  }

  /**
   * Returns the results so far, by instance. An instance is missing until AWS lists it.
   *
   * @param instances those whose results are wanted: each output is a call
   * @throws CloudException if they cannot be read
   */
  public SequencedMap<String, CommandResult> results(String command, Set<String> instances) {
    SequencedMap<String, CommandResult> results = new LinkedHashMap<>();
    for (CommandInvocation invocation : invocations(command)) {
      if (instances.contains(invocation.instanceId())) {
        results.put(invocation.instanceId(), result(invocation));
      }
    }
    return results;
  }

  private List<CommandInvocation> invocations(String command) {
    try {
      return reads
          .ssm()
          .listCommandInvocationsPaginator(request -> request.commandId(command))
          .commandInvocations()
          .stream()
          .toList();
    } catch (RuntimeException e) {
      throw new CloudException(ErrorClassifier.classify("ListCommandInvocations", e), e);
    }
  }

  private CommandResult result(CommandInvocation invocation) {
    return switch (invocation.status()) {
      case PENDING, IN_PROGRESS, DELAYED, CANCELLING -> new CommandResult.Pending();
      case SUCCESS -> output(invocation);
      case FAILED ->
          "Failed".equals(invocation.statusDetails())
              ? output(invocation)
              : new CommandResult.Failed(invocation.statusDetails());
      case CANCELLED, TIMED_OUT, UNKNOWN_TO_SDK_VERSION ->
          new CommandResult.Failed(
              Optional.ofNullable(invocation.statusDetails()).orElse(invocation.statusAsString()));
    };
  }

  /** An output that cannot be read does not hide those of other instances. */
  private CommandResult output(CommandInvocation invocation) {
    try {
      return ran(
          reads
              .ssm()
              .getCommandInvocation(request ->
                  request.commandId(invocation.commandId()).instanceId(invocation.instanceId())));
    } catch (RuntimeException e) {
      CloudError error = ErrorClassifier.classify("GetCommandInvocation", e);
      return isTransient(error) ? new CommandResult.Pending() : new CommandResult.Unreadable(error);
    }
  }

  private static CommandResult ran(GetCommandInvocationResponse full) {
    return new CommandResult.Ran(
        full.responseCode(),
        full.standardOutputContent(),
        full.standardErrorContent(),
        full.standardOutputContent().length() >= KEPT
            || full.standardErrorContent().length() >= KEPT);
  }

  /** Whether a read may succeed when it is made again. */
  public static boolean isTransient(CloudError error) {
    return error instanceof CloudError.Throttled || error instanceof CloudError.Unavailable;
  }

  /** Returns the account of the credentials; empty if AWS does not say. */
  public Optional<String> account() {
    return SessionCalls.account(reads);
  }

  @Override
  public void close() {
    reads.close();
    writes.close();
  }
}
