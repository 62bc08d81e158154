package io.ssmenv.cli.plan;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.command.Version;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv plan}: shows what the operator would do, without doing it. */
@Command(
    name = "plan",
    description =
        "Shows what the operator would create, change, replace and delete in AWS for environments in"
            + " files, or for one in the cluster. Writes nothing to AWS or to the cluster. The plan"
            + " is that of the operator's own planner, to the end.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Nothing to do. AWS matches the spec",
      "1:Error. One line on standard error says what is wrong",
      "2:There are changes"
    },
    footer = {
      "",
      "Environment:",
      "  KUBECONFIG        the kubeconfig file; without any cluster, files are checked",
      "                    with the CRD of this program, and planned as new",
      "  AWS_PROFILE, ...  the AWS credentials; the policy ssmenv-read.json is enough",
      "  AWS_ENDPOINT_URL  another AWS endpoint, for example of 'ssmenv simulate'",
      "",
      "docs/plan.md explains the output and has the schema of the JSON."
    })
public final class PlanCommand implements Callable<Integer> {

  static final int NOTHING = 0;
  static final int CHANGES = 2;

  /** The formats of the output. */
  enum Format {
    TEXT("text"),
    JSON("json"),
    MARKDOWN("markdown");

    private final String wire;

    Format(String wire) {
      this.wire = wire;
    }

    String report(List<EnvironmentPlan> plans) {
      return switch (this) {
        case TEXT -> TextReport.of(plans);
        case JSON -> JsonReport.of(plans);
        case MARKDOWN -> MarkdownReport.of(plans);
      };
    }

    @Override
    public String toString() {
      return wire;
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An environment in the cluster: what the operator has left to do for it.")
  private @Nullable String name;

  @Mixin private EnvironmentOptions environments = new EnvironmentOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  private final Function<Optional<String>, Optional<Cluster>> clusters;
  private final Supplier<ClientFactory> aws;
  private final InputStream input;
  private final Runnable quietLog;

  /** For the command line. */
  public PlanCommand() {
    this(
        id -> KubernetesCluster.connect(System.getenv(), id),
        ClientFactory::ofDefaultChain,
        System.in,
        LogSettings::onlyErrors);
  }

  /**
   * With other surroundings, for tests.
   *
   * @param clusters connects to the cluster, with the cluster id of the command line
   */
  PlanCommand(
      Function<Optional<String>, Optional<Cluster>> clusters,
      Supplier<ClientFactory> aws,
      InputStream input,
      Runnable quietLog) {
    this.clusters = clusters;
    this.aws = aws;
    this.input = input;
    this.quietLog = quietLog;
    this.spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    environments.check(Optional.ofNullable(name), "plans");
    quietLog.run(); // A problem is one line.
    List<EnvironmentPlan> plans = plans();
    spec.commandLine().getOut().print(format.report(plans));
    spec.commandLine().getOut().flush();
    return plans.stream().allMatch(EnvironmentPlan::isDone) ? NOTHING : CHANGES;
  }

  private List<EnvironmentPlan> plans() throws IOException, InterruptedException {
    return environments.with(
        Optional.ofNullable(name),
        clusters,
        aws,
        input,
        (surroundings, targets, wanted) ->
            surroundings.plans(wanted, targets.besides(wanted), targets.claims(wanted)));
  }
}
