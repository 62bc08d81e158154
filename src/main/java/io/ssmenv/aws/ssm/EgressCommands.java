package io.ssmenv.aws.ssm;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.cloud.EgressAnswer.Why;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.topology.Platform;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;

/**
 * The calls with which instances are asked for their egress. All of them throw what the client
 * throws.
 *
 * @param writeClients for what AWS does not ignore if it is repeated
 * @param comment names the operator in the command history of the account
 */
record EgressCommands(Clients clients, Clients writeClients, String comment) {

  /** The most instances that one command can name [D]. */
  static final int MAX_INSTANCES = 50;

  /** The longest comment [D]. */
  private static final int MAX_COMMENT = 100;

  /** The states that another one follows. */
  private static final Set<CommandInvocationStatus> RUNNING =
      Set.of(
          CommandInvocationStatus.PENDING,
          CommandInvocationStatus.IN_PROGRESS,
          CommandInvocationStatus.DELAYED,
          CommandInvocationStatus.CANCELLING);

  /** In {@code StatusDetails} [D]. */
  private static final Set<String> NOT_DELIVERED =
      Set.of("DeliveryTimedOut", "Undeliverable", "Terminated");

  EgressCommands {
    comment = comment.substring(0, Math.min(comment.length(), MAX_COMMENT));
  }

  /**
   * A command that was sent.
   *
   * @param at by the clock of AWS
   */
  record Sent(String commandId, Instant at) {}

  Instant now() {
    return clients.time().now();
  }

  Sent send(EgressScript script, Platform platform, List<String> instances) {
    EgressScript.Command question = script.command(platform);
    Command command =
        writeClients
            .ssm()
            .sendCommand(request ->
                request
                    .instanceIds(instances)
                    .documentName(question.document())
                    .comment(comment)
                    .timeoutSeconds(Math.toIntExact(EgressTiming.DELIVERY.toSeconds()))
                    .parameters(
                        Map.of(
                            "commands",
                            question.lines(),
                            "executionTimeout",
                            List.of(Long.toString(EgressTiming.EXECUTION.toSeconds())))))
            .command();
    return new Sent(
        command.commandId(), Optional.ofNullable(command.requestedDateTime()).orElseGet(this::now));
  }

  /** The results of a command so far, by instance id. */
  Map<String, EgressScript.Result> results(Sent sent, EgressScript script) {
    Map<String, EgressScript.Result> results = new HashMap<>();
    clients
        .ssm()
        .listCommandInvocationsPaginator(
            request -> request.commandId(sent.commandId()).details(true).maxResults(MAX_INSTANCES))
        .commandInvocations()
        .forEach(
            one -> result(one, script).ifPresent(value -> results.put(one.instanceId(), value)));
    return results;
  }

  private static Optional<EgressScript.Result> result(CommandInvocation one, EgressScript script) {
    if (one.status() == null || RUNNING.contains(one.status())) {
      return Optional.empty();
    }
    String details = Optional.ofNullable(one.statusDetails()).orElse("");
    return Optional.of(
        switch (one.status()) {
          case SUCCESS -> script.parse(output(one));
          case TIMED_OUT ->
              EgressScript.Result.of(
                  NOT_DELIVERED.contains(details) ? Why.UNDELIVERED : Why.TIMED_OUT);
          default ->
              EgressScript.Result.of(
                  NOT_DELIVERED.contains(details) ? Why.UNDELIVERED : Why.FAILED);
        });
  }

  private static String output(CommandInvocation one) {
    return one.commandPlugins().stream().findFirst().map(CommandPlugin::output).orElse("");
  }
}
