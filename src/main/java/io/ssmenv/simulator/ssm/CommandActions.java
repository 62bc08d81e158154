package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.ActionGroup;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Operation;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.RegionalState;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Commands sent to instances by id. The only document is {@code AWS-RunShellScript}. */
final class CommandActions implements ActionGroup {
  private static final int MIN_TIMEOUT = 30;
  private static final int MAX_TIMEOUT = 2_592_000;
  private static final int DEFAULT_TIMEOUT = 3600;
  private static final int MAX_INSTANCES = 50;
  private static final int MAX_COMMENT = 100;

  private final Simulation simulation;
  private final RegionalState<AgentFleet> fleets;
  private final RegionalState<Commands> commands;
  private final InvocationViews views;

  CommandActions(
      Simulation simulation,
      RegionalState<AgentFleet> fleets,
      AddressServices addressServices,
      InstanceSoftware software) {
    this.simulation = simulation;
    this.fleets = fleets;
    commands =
        new RegionalState<>(scope ->
            new Commands(
                simulation.accounts().account(scope.accountId()),
                fleets.of(scope.accountId(), scope.region()),
                addressServices,
                software,
                simulation.random()));
    views = new InvocationViews(simulation);
  }

  @Override
  public String service() {
    return "ssm";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.write(
            "SendCommand",
            this::send,
            "InstanceIds",
            "DocumentName",
            "Parameters.commands",
            "Parameters.executionTimeout",
            "Comment",
            "TimeoutSeconds"),
        Operation.read("GetCommandInvocation", this::get, "CommandId", "InstanceId", "PluginName"),
        Operation.read(
            "ListCommandInvocations",
            this::list,
            "CommandId",
            "InstanceId",
            "Details",
            "MaxResults",
            "NextToken"));
  }

  private Struct send(Call call) {
    Params params = call.params();
    String document = params.required("DocumentName");
    if (!document.equals(InvocationViews.DOCUMENT)) {
      throw ErrorWords.error("document-unsupported", document);
    }
    List<String> ids = instances(call);
    List<String> lines =
        params
            .struct("Parameters")
            .map(parameters -> parameters.texts("commands"))
            .orElse(List.of());
    if (lines.isEmpty()) {
      throw new AwsError(
          "InvalidParameters", "Document %s needs the parameter commands".formatted(document));
    }
    int timeout = params.integer("TimeoutSeconds").orElse(DEFAULT_TIMEOUT);
    if (timeout < MIN_TIMEOUT || timeout > MAX_TIMEOUT) {
      throw invalid(
          "Value '%d' at 'timeoutSeconds' failed to satisfy constraint: Member must have value"
              + " between %d and %d",
          timeout, MIN_TIMEOUT, MAX_TIMEOUT);
    }
    params
        .text("Comment")
        .filter(comment -> comment.length() > MAX_COMMENT)
        .ifPresent(comment -> {
          throw invalid(
              "Value '%s' at 'comment' failed to satisfy constraint: Member must have length less"
                  + " than or equal to %d",
              comment, MAX_COMMENT);
        });
    Command command =
        new Command(
            simulation.ids().uuid(),
            ids,
            lines,
            ShellScript.parse(lines),
            params.text("Comment"),
            Duration.ofSeconds(timeout),
            executionTimeout(params),
            call.now());
    commands.of(call).send(command);
    return Struct.empty().with("Command", render(command));
  }

  /** The parameter of the document; a whole number from 1 to 172800 [D]. */
  private static Duration executionTimeout(Params params) {
    List<String> given =
        params
            .struct("Parameters")
            .map(parameters -> parameters.texts("executionTimeout"))
            .orElse(List.of());
    if (given.isEmpty()) {
      return Command.EXECUTION_TIMEOUT;
    }
    if (given.size() > 1 || !given.getFirst().matches("[1-9]\\d{0,5}")) {
      throw new AwsError(
          "InvalidParameters", "The parameter executionTimeout must be one number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(given.getFirst()));
  }

  /**
   * Returns the target instances. Each has to be an online node; if one is not, the whole call
   * fails [D].
   */
  private List<String> instances(Call call) {
    List<String> ids = call.params().texts("InstanceIds");
    if (ids.isEmpty() || ids.size() > MAX_INSTANCES) {
      throw invalid(
          "Value at 'instanceIds' failed to satisfy constraint: Member must have length between 1"
              + " and %d",
          MAX_INSTANCES);
    }
    ids.forEach(CommandActions::checkForm);
    if (new HashSet<>(ids).size() < ids.size()) {
      throw new AwsError(
          "DuplicateInstanceId", "You can't specify a managed node ID in more than one target.");
    }
    Set<String> online = new HashSet<>();
    fleets.of(call).managedNodes(call.now()).stream()
        .filter(node -> node.pingStatus(call.now()).equals("Online"))
        .forEach(node -> online.add(node.id()));
    List<String> others = ids.stream().filter(id -> !online.contains(id)).toList();
    if (!others.isEmpty()) {
      throw ErrorWords.error("invalid-instance-id", others, call.accountId());
    }
    return ids;
  }

  private Struct get(Call call) {
    Params params = call.params();
    String commandId = params.required("CommandId");
    String instanceId = params.required("InstanceId");
    checkForm(instanceId);
    params
        .text("PluginName")
        .filter(plugin -> !plugin.equals(InvocationViews.PLUGIN))
        .ifPresent(plugin -> {
          throw new AwsError("InvalidPluginName", "The plugin name isn't valid: " + plugin);
        });
    return commands
        .of(call)
        .find(commandId, instanceId, call.now())
        .map(views::detailed)
        .orElseThrow(() -> ErrorWords.error("invocation-does-not-exist", commandId, instanceId));
  }

  private Struct list(Call call) {
    Params params = call.params();
    boolean details = params.flag("Details").orElse(false);
    return views.page(
        call,
        commands.of(call).visible(call.now()).stream()
            .filter(invocation ->
                params.text("CommandId").map(invocation.commandId()::equals).orElse(true))
            .filter(invocation ->
                params.text("InstanceId").map(invocation.instanceId()::equals).orElse(true))
            .map(invocation -> views.listed(invocation, details))
            .toList());
  }

  private static Struct render(Command command) {
    return Struct.empty()
        .with("CommandId", command.id())
        .with("DocumentName", InvocationViews.DOCUMENT)
        .with("DocumentVersion", "$DEFAULT")
        .with("Comment", command.comment().orElse(""))
        .with("ExpiresAfter", command.expires())
        .with("Parameters", Struct.empty().with("commands", Value.texts(command.commands())))
        .with("InstanceIds", Value.texts(command.instanceIds()))
        .with("Targets", List.of())
        .with("RequestedDateTime", command.requested())
        .with("Status", Invocation.Status.PENDING.status())
        .with("StatusDetails", Invocation.Status.PENDING.details())
        .with("TimeoutSeconds", command.timeout().toSeconds())
        .with("TargetCount", command.instanceIds().size())
        .with("CompletedCount", 0)
        .with("ErrorCount", 0)
        .with("DeliveryTimedOutCount", 0);
  }

  private static void checkForm(String instanceId) {
    if (!instanceId.matches("m?i-[0-9a-f]{8,17}")) {
      throw invalid(
          "Value '%s' at 'instanceId' failed to satisfy constraint: Member must satisfy regular"
              + " expression pattern: (^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)",
          instanceId);
    }
  }

  private static AwsError invalid(String message, Object... arguments) {
    return new AwsError(
        "ValidationException", "1 validation error detected: " + message.formatted(arguments));
  }
}
