package io.ssmenv.cli.graph;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.EnvironmentOptions;
import io.ssmenv.cli.plan.KubernetesCluster;
import io.ssmenv.cli.plan.Surroundings;
import io.ssmenv.cli.plan.Target;
import io.ssmenv.cli.plan.Targets;
import io.ssmenv.engine.Preview;
import io.ssmenv.graph.EnvironmentState;
import io.ssmenv.graph.NetworkGraph;
import io.ssmenv.graph.render.MermaidGraph;
import io.ssmenv.graph.render.SvgGraph;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv graph}: draws the VPC of an environment as it is, or as files would make it. */
@Command(
    name = "graph",
    description =
        "Draws the VPC of an environment as AWS shows it: subnets, routes, gateways, endpoints and"
            + " instances, with the ping status of their agents and where one is stopped. With -f, draws"
            + " what files would make. Writes nothing to AWS or to the cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The graph was written, whatever it shows",
      "1:Error. One line on standard error says what is wrong"
    },
    footer = {
      "",
      "Environment:",
      "  KUBECONFIG        the kubeconfig file; without any cluster, files are checked",
      "                    with the CRD of this program, and drawn as new",
      "  AWS_PROFILE, ...  the AWS credentials; the policy ssmenv-read.json is enough",
      "  AWS_ENDPOINT_URL  another AWS endpoint, for example of 'ssmenv simulate'",
      "",
      "docs/graph.md explains the signs."
    })
public final class GraphCommand implements Callable<Integer> {

  /** The formats of the output. */
  enum Format {
    SVG,
    MERMAID;

    String text(NetworkGraph graph) {
      return switch (this) {
        case SVG -> SvgGraph.of(graph);
        case MERMAID -> MermaidGraph.of(graph);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "An environment in the cluster. All environments in its VPC are drawn.")
  private @Nullable String name;

  @Mixin private EnvironmentOptions environments = new EnvironmentOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "svg",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.SVG;

  @Option(
      names = "--max-instances",
      paramLabel = "NUMBER",
      defaultValue = "4",
      description =
          "How many instances are drawn in a subnet, first those that are not online (default:"
              + " ${DEFAULT-VALUE}). The others are counted.")
  private int maxInstances;

  private final Function<Optional<String>, Optional<Cluster>> clusters;
  private final Supplier<ClientFactory> aws;
  private final InputStream input;
  private final Runnable quietLog;

  /** For the command line. */
  public GraphCommand() {
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
  GraphCommand(
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
    environments.check(Optional.ofNullable(name), "draws");
    if (maxInstances < 1) {
      throw new ParameterException(spec.commandLine(), "--max-instances must be 1 or more");
    }
    quietLog.run(); // A problem is one line.
    spec.commandLine().getOut().print(format.text(graph()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private NetworkGraph graph() throws IOException, InterruptedException {
    return environments.with(
        Optional.ofNullable(name),
        clusters,
        aws,
        input,
        (surroundings, targets, wanted) ->
            NetworkGraph.of(title(wanted), vpcs(surroundings, targets, wanted), maxInstances));
  }

  private List<List<EnvironmentState>> vpcs(
      Surroundings surroundings, Targets targets, List<Target> wanted) throws InterruptedException {
    List<Target> others = targets.besides(wanted);
    if (name != null) {
      Map<Target, Preview.Complete> vpc =
          surroundings.explainVpc(wanted.getFirst(), others, targets.claims(wanted));
      return List.of(EnvironmentStates.observed(vpc));
    }
    return surroundings.previewVpcs(wanted, others, targets.claims(wanted)).stream()
        .map(EnvironmentStates::planned)
        .toList();
  }

  private String title(List<Target> wanted) {
    String names = wanted.stream().map(Target::qualifiedName).collect(Collectors.joining(", "));
    boolean deleting =
        wanted.stream().anyMatch(target -> target.environment().isMarkedForDeletion());
    return name == null
        ? "Planned for " + names
        : "The network of " + names + (deleting ? ", which is being deleted" : "");
  }
}
