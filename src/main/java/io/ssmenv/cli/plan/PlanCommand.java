package io.ssmenv.cli.plan;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.manifest.ManifestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

  @Option(
      names = {"-f", "--filename"},
      paramLabel = "FILE",
      description = "A file or folder with environments, or - for standard input; may be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace (default: that of the file, or else of the kubeconfig).")
  private @Nullable String namespace;

  @Option(
      names = "--offline",
      description =
          "Asks neither a cluster nor AWS: the account is taken to be empty, and what AWS would"
              + " answer is assumed.")
  private boolean offline;

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description =
          "The cluster id of the operator, if it was started with one (default: the UID of the"
              + " namespace kube-system).")
  private @Nullable String clusterId;

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
    if ((name == null) == files.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Give either -f FILE or the NAME of an environment in the cluster");
    }
    if (offline && name != null) {
      throw new ParameterException(
          spec.commandLine(), "--offline plans files only. Give -f FILE instead of a NAME");
    }
    quietLog.run(); // A problem is one line.
    List<EnvironmentPlan> plans = plans();
    spec.commandLine().getOut().print(format.report(plans));
    spec.commandLine().getOut().flush();
    return plans.stream().allMatch(EnvironmentPlan::isDone) ? NOTHING : CHANGES;
  }

  private List<EnvironmentPlan> plans() throws IOException, InterruptedException {
    List<Manifest> manifests = new ManifestFiles(input).read(files);
    Optional<String> id = Optional.ofNullable(clusterId);
    Optional<Cluster> cluster = offline ? Optional.empty() : clusters.apply(id);
    try {
      Targets targets = new Targets(cluster, Optional.ofNullable(namespace));
      List<Target> wanted = name == null ? targets.of(manifests) : List.of(targets.named(name));
      try (Surroundings surroundings =
          Surroundings.of(
              cluster.map(Cluster::id).or(() -> id),
              offline ? Optional.empty() : Optional.of(aws.get()))) {
        return surroundings.plans(wanted, targets.besides(wanted), targets.claims(wanted));
      }
    } finally {
      cluster.ifPresent(Cluster::close);
    }
  }
}
