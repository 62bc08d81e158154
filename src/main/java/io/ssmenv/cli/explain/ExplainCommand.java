package io.ssmenv.cli.explain;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.ClusterIdOption;
import io.ssmenv.cli.plan.DeletionNote;
import io.ssmenv.cli.plan.KubernetesCluster;
import io.ssmenv.cli.plan.NamespaceOption;
import io.ssmenv.cli.plan.Surroundings;
import io.ssmenv.cli.plan.Target;
import io.ssmenv.cli.plan.Targets;
import io.ssmenv.cli.plan.WaitNotice;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.engine.Preview;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv explain}: the path of each agent to Systems Manager, and where it ends. */
@Command(
    name = "explain",
    description =
        "Follows the path of each agent of an environment to Systems Manager, hop by hop, over what AWS"
            + " shows, and says which one stops it. Writes nothing to AWS or to the cluster.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Every agent is online",
      "1:Error. One line on standard error says what is wrong",
      "2:An agent is not online"
    },
    footer = {
      "",
      "Environment:",
      "  KUBECONFIG        the kubeconfig file of the cluster with the environment",
      "  AWS_PROFILE, ...  the AWS credentials; the policy ssmenv-read.json is enough,",
      "                    with ec2:GetConsoleOutput also for the console output",
      "  AWS_ENDPOINT_URL  another AWS endpoint, for example of 'ssmenv simulate'",
      "",
      "docs/troubleshooting.md explains the output."
    })
public final class ExplainCommand implements Callable<Integer> {

  static final int ONLINE = 0;
  static final int NOT_ONLINE = 2;

  /** The formats of the output. */
  enum Format {
    TEXT,
    JSON;

    String report(Explanation explanation) {
      return switch (this) {
        case TEXT -> new TextExplanation(canShowTicks()).of(explanation);
        case JSON -> JsonExplanation.of(explanation);
      };
    }

    /** A character that cannot be encoded would be printed as a question mark. */
    private static boolean canShowTicks() {
      return Charset.forName(System.getProperty("stdout.encoding", "UTF-8"))
          .newEncoder()
          .canEncode("\u2713\u2717");
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "An environment in the cluster.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "INSTANCE",
      description = "The name or id of one of its instances (default: all).")
  private @Nullable String instance;

  @Mixin private NamespaceOption namespace = new NamespaceOption();

  @Mixin private ClusterIdOption clusterId = new ClusterIdOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TEXT;

  private final Function<Optional<String>, Optional<Cluster>> clusters;
  private final Supplier<ClientFactory> aws;
  private final Runnable quietLog;
  private final Function<CommandLine, WaitNotice> notices;

  /** For the command line. */
  public ExplainCommand() {
    this(
        id -> KubernetesCluster.connect(System.getenv(), id),
        ClientFactory::ofDefaultChain,
        LogSettings::onlyErrors,
        WaitNotice::of);
  }

  /**
   * With other surroundings, for tests.
   *
   * @param clusters connects to the cluster, with the cluster id of the command line
   * @param notices says what the command waits for
   */
  ExplainCommand(
      Function<Optional<String>, Optional<Cluster>> clusters,
      Supplier<ClientFactory> aws,
      Runnable quietLog,
      Function<CommandLine, WaitNotice> notices) {
    this.clusters = clusters;
    this.aws = aws;
    this.quietLog = quietLog;
    this.notices = notices;
    this.spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws InterruptedException {
    quietLog.run(); // A problem is one line.
    Optional<Cluster> cluster = clusters.apply(clusterId.value());
    try {
      Explanation explanation = explanation(cluster);
      spec.commandLine().getOut().print(format.report(explanation));
      spec.commandLine().getOut().flush();
      return explanation.isOnline() ? ONLINE : NOT_ONLINE;
    } finally {
      cluster.ifPresent(Cluster::close);
    }
  }

  private Explanation explanation(Optional<Cluster> cluster) throws InterruptedException {
    Targets targets = new Targets(cluster, namespace.value());
    Target target = targets.named(name);
    try (Surroundings surroundings =
        Surroundings.of(
            cluster.map(Cluster::id), Optional.of(aws.get()), notices.apply(spec.commandLine()))) {
      List<Target> asked = List.of(target);
      Preview.Complete known =
          surroundings.explain(target, targets.besides(asked), targets.claims(asked));
      Explanation paths =
          new Explanation(
                  target.qualifiedName(),
                  known.spec().region(),
                  known.observed().accountId(),
                  DeletionNote.of(target.environment()),
                  paths(known),
                  Map.of())
              .of(Optional.ofNullable(instance));
      return paths.with(
          new Consoles(known.observed(), id -> surroundings.consoleOutput(target, known, id))
              .of(paths.paths()));
    }
  }

  /** An instance that is not there any more has no path. */
  private static List<AgentPath> paths(Preview.Complete known) {
    return known.paths().stream()
        .filter(path -> path.id().isPresent() || !known.mode().removesAll())
        .toList();
  }
}
