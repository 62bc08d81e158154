package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.CommandCalls;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.NamespaceOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv run}: a command on one or all instances. */
@Command(
    name = "run",
    customSynopsis = "Usage: ssmenv run [-n=NAME] NAME [INSTANCE...] -- COMMAND...",
    synopsisHeading = "",
    description =
        "Runs a command on the instances of an environment as root, through Systems Manager's run"
            + " command, and prints the output of each instance when it ends. A single word is a"
            + " script of the shell. Ctrl-C ends the waiting, not the command.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The command succeeded on all instances",
      "1:Error, and nothing was sent. Standard error says why. Or the 1 of the command",
      "255:It did not run to its end on an instance, or its result is not known",
      "other:The highest exit code of the command on an instance"
    },
    footer = {
      "",
      "Examples:",
      "  ssmenv run reports -- uname -a",
      "  ssmenv run reports app-0 app-1 -- 'df -h | tail -1'",
      "",
      "It needs what 'ssmenv connect' needs, but for the plugin, and ssm:SendCommand,",
      "ssm:ListCommandInvocations and ssm:GetCommandInvocation."
    })
public final class RunCommand implements Callable<Integer> {

  private static final String SEPARATOR = "--";
  private static final Pattern PLAIN_WORD = Pattern.compile("[\\w./:@%+=,-]+");

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "The environment.")
  private String name;

  @Parameters(
      index = "1..*",
      paramLabel = "INSTANCE",
      description =
          "The names or ids of instances (default: all); after --, the command and its arguments.")
  private List<String> words = new ArrayList<>();

  @Mixin private NamespaceOption namespace = new NamespaceOption();

  private final SessionContext context;

  /** For the command line. */
  public RunCommand() {
    this(SessionContext.ofProcess());
  }

  /** With other surroundings, for tests. */
  RunCommand(SessionContext context) {
    this.context = context;
    this.spec = CommandSpec.create(); // picocli replaces these two values.
    this.name = "";
  }

  @Override
  public Integer call() throws InterruptedException {
    List<String> original = spec.commandLine().getParseResult().originalArgs();
    int separator = original.indexOf(SEPARATOR);
    int length = original.size() - separator - 1;
    if (separator < 0 || length == 0 || length > words.size()) {
      throw new ParameterException(
          spec.commandLine(), "Give NAME, and after -- the command, as in: reports -- uname -a");
    }
    context.quietLog().run(); // A problem is one line.
    FoundEnvironment environment =
        FoundEnvironment.find(
            context.clusters().get(), namespace.value(), name, spec.commandLine().getErr());
    List<FoundInstance> instances = instances(environment, words.subList(0, words.size() - length));
    String script = script(words.subList(words.size() - length, words.size()));
    try (CommandCalls calls =
        new CommandCalls(context.credentials(), environment.region(), context.pause())) {
      CommandOutput output =
          new CommandOutput(
              spec.commandLine().getOut(), spec.commandLine().getErr(), instances.size() > 1);
      return new CommandOnInstances(environment, context, calls, output).run(instances, script);
    }
  }

  private static List<FoundInstance> instances(FoundEnvironment environment, List<String> names) {
    return names.isEmpty()
        ? environment.instances()
        : names.stream().map(environment::instance).distinct().toList();
  }

  private static String script(List<String> words) {
    return words.size() == 1
        ? words.getFirst()
        : words.stream().map(RunCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN_WORD.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
