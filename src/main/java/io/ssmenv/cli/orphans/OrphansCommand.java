package io.ssmenv.cli.orphans;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.ClusterIdOption;
import io.ssmenv.cli.plan.KubernetesCluster;
import io.ssmenv.cloud.OperatorClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssmenv orphans}: what has the tags of an operator and no living environment. */
@Command(
    name = "orphans",
    description =
        "Lists the AWS resources that an operator has created and that no environment of the cluster"
            + " has: those of a lost cluster, of an object whose finalizer was removed by hand, and"
            + " those that spec.deletionPolicy: Retain has left. Those that cost money come first.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Environment:",
      "  KUBECONFIG        the kubeconfig file of the cluster with the environments",
      "  AWS_PROFILE, ...  the AWS credentials; the policy ssmenv-read.json is enough,",
      "                    but for --delete",
      "  AWS_ENDPOINT_URL  another AWS endpoint, for example of 'ssmenv simulate'",
      "",
      "docs/orphans.md explains what to do with them."
    })
public final class OrphansCommand implements Callable<Integer> {

  /** The formats of the list. */
  enum Format {
    TABLE,
    JSON,
    YAML;

    String report(Finding finding, Instant now) {
      return switch (this) {
        case TABLE -> OrphanReport.table(finding, now);
        case JSON -> OrphanReport.json(finding);
        case YAML -> OrphanReport.yaml(finding);
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;

  @Option(
      names = "--region",
      paramLabel = "CODE",
      description =
          "A region to list; may be repeated (default: all that are enabled). IAM resources are"
              + " listed only without it.")
  private List<String> regions = new ArrayList<>();

  @Option(
      names = "--without-cluster",
      description =
          "Asks no cluster, and takes all environments for lost. Use it only if the cluster is gone.")
  private boolean withoutCluster;

  @Mixin private ClusterIdOption clusterId = new ClusterIdOption();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.TABLE;

  @Option(
      names = "--manifest",
      paramLabel = "ID",
      description = "Prints the environment that would adopt the resources with this id.")
  private @Nullable String manifest;

  @Option(
      names = "--delete",
      paramLabel = "ID",
      description = "Shows the resources with this environment id, asks, and deletes them.")
  private @Nullable String delete;

  @Option(names = "--yes", description = "Deletes without asking, for scripts.")
  private boolean yes;

  private final Function<Optional<String>, Optional<Cluster>> clusters;
  private final Supplier<ClientFactory> aws;
  private final InputStream input;
  private final Runnable quietLog;
  private final Duration patience;

  /** For the command line. */
  public OrphansCommand() {
    this(
        id -> KubernetesCluster.connect(System.getenv(), id),
        ClientFactory::ofDefaultChain,
        System.in,
        LogSettings::onlyErrors,
        OrphanTiming.DELETION_PATIENCE);
  }

  /**
   * With other surroundings, for tests.
   *
   * @param clusters connects to the cluster, with the cluster id of the command line
   * @param patience how long a deletion says nothing of what it waits for
   */
  OrphansCommand(
      Function<Optional<String>, Optional<Cluster>> clusters,
      Supplier<ClientFactory> aws,
      InputStream input,
      Runnable quietLog,
      Duration patience) {
    this.clusters = clusters;
    this.aws = aws;
    this.input = input;
    this.quietLog = quietLog;
    this.patience = patience;
    this.spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (manifest != null && delete != null) {
      throw new ParameterException(spec.commandLine(), "Give either --manifest or --delete");
    }
    if (delete != null && !regions.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--delete reads all regions, because IAM resources are in none. Leave out --region");
    }
    if (clusterId.value().isPresent() && withoutCluster) {
      throw new ParameterException(
          spec.commandLine(), "Give either --cluster-id or --without-cluster");
    }
    quietLog.run(); // A problem is one line.
    ClientFactory factory = aws.get();
    factory
        .credentialsProblem()
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    Finding finding = new OrphanSearch(factory, this::living).find(regions);
    PrintWriter out = spec.commandLine().getOut();
    if (manifest != null) {
      out.print(AdoptionManifest.of(finding.find(manifest), finding));
    } else if (delete != null) {
      delete(finding.find(delete), finding, factory, out);
    } else {
      out.print(format.report(finding, OperatorClock.system().wall().instant()));
    }
    out.flush();
    return 0;
  }

  private Living living() {
    if (withoutCluster) {
      return Living.UNKNOWN;
    }
    try (Cluster connected =
        clusters
            .apply(clusterId.value())
            .orElseThrow(() ->
                new IllegalStateException(
                    "There is no kubeconfig, so it is not known which environments live. Set"
                        + " KUBECONFIG, or use --without-cluster if the cluster is gone"))) {
      return Living.in(connected);
    }
  }

  private void delete(Orphan orphan, Finding finding, ClientFactory factory, PrintWriter out)
      throws IOException, InterruptedException {
    out.print(OrphanReport.details(orphan));
    finding
        .obstacle(orphan)
        .ifPresent(why -> {
          throw new IllegalStateException("Nothing was deleted: " + why);
        });
    if (!yes) {
      out.print("Delete these " + orphan.resources().size() + " resources? Type the id:\n");
      out.flush();
      String answer = new BufferedReader(new InputStreamReader(input, UTF_8)).readLine();
      if (answer == null || !answer.strip().equals(orphan.id())) {
        throw new IllegalStateException("Nothing was deleted");
      }
      if (living().names(orphan.id())) { // Nobody knows how long the question stood.
        throw new IllegalStateException(
            "Nothing was deleted: an environment of the cluster has this id now, or asks for it");
      }
    }
    List<String> all =
        orphan.regions().isEmpty() ? List.of(finding.regions().getFirst()) : orphan.regions();
    for (String region : all) {
      try (OrphanDeletion deletion = new OrphanDeletion(orphan, factory, patience, out)) {
        deletion.run(region);
      }
    }
    out.println("Nothing with the environment id " + orphan.id() + " is left.");
  }
}
