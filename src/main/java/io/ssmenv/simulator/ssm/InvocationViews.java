package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.PageTokens;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.Struct;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Renders invocations for reads. */
final class InvocationViews {
  static final String DOCUMENT = "AWS-RunShellScript";
  static final String PLUGIN = "aws:runShellScript";
  private static final int MAX_RESULTS = 50;

  /** How much of the output a list has [D]. */
  private static final int LISTED_OUTPUT = 2500;

  /** How much of the output a single invocation has [D]. */
  private static final int DETAILED_OUTPUT = 24_000;

  private final SimClock clock;
  private final PageTokens pageTokens;

  InvocationViews(Simulation simulation) {
    clock = simulation.clock();
    pageTokens = new PageTokens(simulation.ids());
  }

  /** Renders the response of GetCommandInvocation, with times in ISO 8601. */
  Struct detailed(Invocation invocation) {
    return Struct.empty()
        .with("CommandId", invocation.commandId())
        .with("InstanceId", invocation.instanceId())
        .with("Comment", invocation.comment().orElse(""))
        .with("DocumentName", DOCUMENT)
        .with("DocumentVersion", "$DEFAULT")
        .with("PluginName", PLUGIN)
        .with("ResponseCode", invocation.output().exitCode())
        .with("ExecutionStartDateTime", time(invocation.started()))
        .with("ExecutionElapsedTime", elapsed(invocation))
        .with("ExecutionEndDateTime", time(invocation.started().flatMap(_ -> invocation.ended())))
        .with("Status", invocation.status().status())
        .with("StatusDetails", invocation.status().details())
        .with("StandardOutputContent", start(invocation.output().stdout(), DETAILED_OUTPUT))
        .with("StandardOutputUrl", "")
        .with("StandardErrorContent", invocation.output().stderr())
        .with("StandardErrorUrl", "");
  }

  private String time(Optional<Instant> at) {
    return at.map(clock::toReal)
        .map(real -> real.truncatedTo(ChronoUnit.MILLIS).toString())
        .orElse("");
  }

  private static String elapsed(Invocation invocation) {
    return invocation
        .started()
        .flatMap(started -> invocation.ended().map(ended -> Duration.between(started, ended)))
        .map(Duration::toString)
        .orElse("");
  }

  /** Renders an element of ListCommandInvocations. */
  Struct listed(Invocation invocation, boolean details) {
    Struct plugin =
        Struct.empty()
            .with("Name", PLUGIN)
            .with("Status", invocation.status().status())
            .with("StatusDetails", invocation.status().details())
            .with("ResponseCode", invocation.output().exitCode())
            .with("Output", output(invocation));
    invocation.started().ifPresent(at -> plugin.with("ResponseStartDateTime", at));
    invocation
        .started()
        .flatMap(_ -> invocation.ended())
        .ifPresent(at -> plugin.with("ResponseFinishDateTime", at));
    return Struct.empty()
        .with("CommandId", invocation.commandId())
        .with("InstanceId", invocation.instanceId())
        .with("InstanceName", "")
        .with("Comment", invocation.comment().orElse(""))
        .with("DocumentName", DOCUMENT)
        .with("DocumentVersion", "$DEFAULT")
        .with("RequestedDateTime", invocation.requested())
        .with("Status", invocation.status().status())
        .with("StatusDetails", invocation.status().details())
        .with("StandardOutputUrl", "")
        .with("StandardErrorUrl", "")
        .with("CommandPlugins", details ? List.of(plugin) : List.of());
  }

  private static String output(Invocation invocation) {
    String all =
        invocation.output().stderr().isEmpty()
            ? invocation.output().stdout()
            : invocation.output().stdout()
                + "\n----------ERROR-------\n"
                + invocation.output().stderr();
    return start(all, LISTED_OUTPUT);
  }

  private static String start(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  /** Returns a page of a list. */
  Struct page(Call call, List<Struct> all) {
    Params params = call.params();
    int size = params.integer("MaxResults").orElse(MAX_RESULTS);
    if (size < 1 || size > MAX_RESULTS) {
      throw new AwsError(
          "ValidationException",
          ("1 validation error detected: Value '%d' at 'maxResults' failed to satisfy constraint: "
                  + "Member must have value between 1 and %d")
              .formatted(size, MAX_RESULTS));
    }
    PageTokens.Page page =
        pageTokens.page(
            call, params.text("NextToken"), size, () -> all, PageTokens::invalidNextToken);
    return Struct.empty()
        .with("CommandInvocations", page.items())
        .with("NextToken", page.nextToken());
  }
}
