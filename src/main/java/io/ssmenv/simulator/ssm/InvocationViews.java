package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Snapshots;
import io.ssmenv.simulator.core.Struct;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Invocations as reads show them. */
final class InvocationViews {
  static final String DOCUMENT = "AWS-RunShellScript";
  static final String PLUGIN = "aws:runShellScript";
  private static final int MOST = 50;

  private final SimClock clock;
  private final Snapshots snapshots;

  InvocationViews(Simulation simulation) {
    clock = simulation.clock();
    snapshots = new Snapshots(simulation.ids());
  }

  /** As GetCommandInvocation tells of one, times in ISO 8601. */
  Struct detailed(Invocation one) {
    return Struct.empty()
        .with("CommandId", one.commandId())
        .with("InstanceId", one.instanceId())
        .with("Comment", one.comment().orElse(""))
        .with("DocumentName", DOCUMENT)
        .with("DocumentVersion", "$DEFAULT")
        .with("PluginName", PLUGIN)
        .with("ResponseCode", one.output().exitCode())
        .with("ExecutionStartDateTime", time(one.started()))
        .with("ExecutionElapsedTime", elapsed(one))
        .with("ExecutionEndDateTime", time(one.started().flatMap(started -> one.ended())))
        .with("Status", one.status().status())
        .with("StatusDetails", one.status().details())
        .with("StandardOutputContent", one.output().stdout())
        .with("StandardOutputUrl", "")
        .with("StandardErrorContent", one.output().stderr())
        .with("StandardErrorUrl", "");
  }

  private String time(Optional<Instant> at) {
    return at.map(clock::toReal)
        .map(real -> real.truncatedTo(ChronoUnit.MILLIS).toString())
        .orElse("");
  }

  private static String elapsed(Invocation one) {
    return one.started()
        .flatMap(started -> one.ended().map(ended -> Duration.between(started, ended)))
        .map(Duration::toString)
        .orElse("");
  }

  /** As ListCommandInvocations tells of one. */
  Struct listed(Invocation one, boolean details) {
    Struct plugin =
        Struct.empty()
            .with("Name", PLUGIN)
            .with("Status", one.status().status())
            .with("StatusDetails", one.status().details())
            .with("ResponseCode", one.output().exitCode())
            .with("Output", output(one));
    one.started().ifPresent(at -> plugin.with("ResponseStartDateTime", at));
    one.started()
        .flatMap(started -> one.ended())
        .ifPresent(at -> plugin.with("ResponseFinishDateTime", at));
    return Struct.empty()
        .with("CommandId", one.commandId())
        .with("InstanceId", one.instanceId())
        .with("InstanceName", "")
        .with("Comment", one.comment().orElse(""))
        .with("DocumentName", DOCUMENT)
        .with("DocumentVersion", "$DEFAULT")
        .with("RequestedDateTime", one.requested())
        .with("Status", one.status().status())
        .with("StatusDetails", one.status().details())
        .with("StandardOutputUrl", "")
        .with("StandardErrorUrl", "")
        .with("CommandPlugins", details ? List.of(plugin) : List.of());
  }

  private static String output(Invocation one) {
    return one.output().stderr().isEmpty()
        ? one.output().stdout()
        : one.output().stdout() + "\n----------ERROR-------\n" + one.output().stderr();
  }

  /** A page of what is listed. */
  Struct page(Call call, List<Struct> all) {
    Params params = call.params();
    int size = params.whole("MaxResults").orElse(MOST);
    if (size < 1 || size > MOST) {
      throw new AwsError(
          "ValidationException",
          ("1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: "
                  + "Member must have value between 1 and %d")
              .formatted(size, MOST));
    }
    Optional<String> token = params.text("NextToken").filter(t -> !t.isEmpty());
    Snapshots.Page page =
        token
            .map(t ->
                snapshots
                    .next(call, t, size)
                    .orElseThrow(() ->
                        new AwsError("InvalidNextToken", "The specified token isn't valid: " + t)))
            .orElseGet(() -> snapshots.first(call, all, size));
    return Struct.empty()
        .with("CommandInvocations", page.items())
        .with("NextToken", page.nextToken());
  }
}
