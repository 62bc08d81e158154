package io.ssmenv.cli.plan;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.manifest.ManifestFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the commands about environments in files, or about one in the cluster. */
public final class EnvironmentOptions {

  /** What a command does with the environments that it is about. */
  public interface Work<T> {
    T of(Surroundings surroundings, Targets targets, List<Target> wanted)
        throws InterruptedException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create(); // Replaced by picocli.

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

  @Mixin private ClusterIdOption clusterId = new ClusterIdOption();

  /**
   * Checks that the command names files or an environment, and not both.
   *
   * @param name of an environment in the cluster
   * @param does such as {@code plans}
   * @throws ParameterException with what to give instead
   */
  public void check(Optional<String> name, String does) {
    if (name.isEmpty() == files.isEmpty()) {
      throw new ParameterException(
          command.commandLine(),
          "Give either -f FILE or the NAME of an environment in the cluster");
    }
    if (offline && name.isPresent()) {
      throw new ParameterException(
          command.commandLine(),
          "--offline %s files only. Give -f FILE instead of a NAME".formatted(does));
    }
  }

  /**
   * Does something with the environments, in the surroundings that the options name.
   *
   * @param name of an environment in the cluster; empty for those of the files
   * @param clusters connects to the cluster, with the cluster id of the command line
   * @throws IOException if a file cannot be read
   */
  public <T> T with(
      Optional<String> name,
      Function<Optional<String>, Optional<Cluster>> clusters,
      Supplier<ClientFactory> aws,
      InputStream input,
      Work<T> work)
      throws IOException, InterruptedException {
    List<Manifest> manifests = new ManifestFiles(input).read(files);
    Optional<Cluster> cluster = offline ? Optional.empty() : clusters.apply(clusterId.value());
    try {
      Targets targets = new Targets(cluster, Optional.ofNullable(namespace));
      List<Target> wanted =
          name.map(one -> List.of(targets.named(one))).orElseGet(() -> targets.of(manifests));
      try (Surroundings surroundings =
          Surroundings.of(
              cluster.map(Cluster::id).or(clusterId::value),
              offline ? Optional.empty() : Optional.of(aws.get()),
              WaitNotice.of(command.commandLine()))) {
        return work.of(surroundings, targets, wanted);
      }
    } finally {
      cluster.ifPresent(Cluster::close);
    }
  }
}
