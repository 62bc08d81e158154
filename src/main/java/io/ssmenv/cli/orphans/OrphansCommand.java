package io.ssmenv.cli.orphans;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.aws.AccountScan;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.TaggedResources.Found;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.KubernetesCluster;
import io.ssmenv.cloud.OperatorClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  private static final String HOME = "us-east-1";

  /** The formats of the list. */
  enum Format {
    TABLE,
    JSON,
    YAML;

    String report(List<Orphan> orphans, Instant now) {
      return switch (this) {
        case TABLE -> OrphanReport.table(orphans, now);
        case JSON -> OrphanReport.json(orphans);
        case YAML -> OrphanReport.yaml(orphans);
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
      description = "A region to read; may be repeated (default: all that are enabled).")
  private List<String> regions = new ArrayList<>();

  @Option(
      names = "--without-cluster",
      description =
          "Asks no cluster, and takes all environments for lost. Use it only if the cluster is gone.")
  private boolean withoutCluster;

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

  private final Supplier<Optional<Cluster>> cluster;
  private final Supplier<ClientFactory> aws;
  private final InputStream input;
  private final Runnable quietLog;

  /** For the command line. */
  public OrphansCommand() {
    this(
        () -> KubernetesCluster.connect(System.getenv(), Optional.empty()),
        ClientFactory::ofDefaultChain,
        System.in,
        LogSettings::onlyErrors);
  }

  /** With other surroundings, for tests. */
  OrphansCommand(
      Supplier<Optional<Cluster>> cluster,
      Supplier<ClientFactory> aws,
      InputStream input,
      Runnable quietLog) {
    this.cluster = cluster;
    this.aws = aws;
    this.input = input;
    this.quietLog = quietLog;
    this.spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (manifest != null && delete != null) {
      throw new ParameterException(spec.commandLine(), "Give either --manifest or --delete");
    }
    quietLog.run(); // A problem is one line.
    ClientFactory factory = aws.get();
    factory
        .credentialsProblem()
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    Finding finding = read(factory);
    PrintWriter out = spec.commandLine().getOut();
    if (manifest != null) {
      out.print(AdoptionManifest.of(finding.find(manifest), finding));
    } else if (delete != null) {
      delete(finding.find(delete), finding, factory, out);
    } else {
      out.print(format.report(finding.orphans(), OperatorClock.system().wall().instant()));
    }
    out.flush();
    return 0;
  }

  private Finding read(ClientFactory factory) throws InterruptedException {
    Living before = living();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AccountScan scan = new AccountScan(factory, threads);
      List<String> all =
          regions.isEmpty() ? scan.regions(factory.region().orElse(HOME)) : List.copyOf(regions);
      SortedMap<String, List<Found>> resources = scan.resources(all);
      Living living = before.and(living()); // Created, or adopting, while AWS was read.
      return new Finding(
          Orphan.of(resources, living.ids()).stream()
              .map(orphan -> orphan.withOperatorAlive(operatorAlive(scan, orphan, living)))
              .toList(),
          resources.values());
    }
  }

  /** The environments of another cluster cannot be seen, but its operator leaves heartbeats. */
  private static Optional<Instant> operatorAlive(AccountScan scan, Orphan orphan, Living living) {
    return orphan.clusters().stream()
        .filter(cluster -> !living.cluster().equals(Optional.of(cluster)))
        .flatMap(cluster ->
            orphan.regions().stream()
                .flatMap(region -> scan.recentHeartbeat(region, cluster).stream()))
        .max(Comparator.naturalOrder());
  }

  private Living living() {
    if (withoutCluster) {
      return Living.UNKNOWN;
    }
    try (Cluster connected =
        cluster
            .get()
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
    if (orphan.operatorAlive().isPresent()) {
      throw new IllegalStateException(
          "Nothing was deleted: the operator of the cluster "
              + String.join(", ", orphan.clusters())
              + " still writes in this account. Delete the environment there");
    }
    SortedSet<String> guests = finding.guestsOf(orphan);
    if (!guests.isEmpty()) {
      throw new IllegalStateException(
          "Nothing was deleted: other environments stand in its VPC. Delete first "
              + String.join(", ", guests));
    }
    if (!yes) {
      out.print("Delete these " + orphan.resources().size() + " resources? Type the id: ");
      out.flush();
      String answer = new BufferedReader(new InputStreamReader(input, UTF_8)).readLine();
      if (answer == null || !answer.strip().equals(orphan.id())) {
        throw new IllegalStateException("Nothing was deleted");
      }
      if (living().ids().contains(orphan.id())) { // Nobody knows how long the question stood.
        throw new IllegalStateException(
            "Nothing was deleted: an environment of the cluster has this id now, or asks for it");
      }
    }
    List<String> all = orphan.regions().isEmpty() ? List.of(HOME) : orphan.regions();
    for (String region : all) {
      try (OrphanDeletion deletion = new OrphanDeletion(orphan, factory, out)) {
        deletion.run(region);
      }
    }
    out.println("Nothing with the environment id " + orphan.id() + " is left.");
  }
}
