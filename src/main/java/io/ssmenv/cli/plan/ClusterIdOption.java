package io.ssmenv.cli.plan;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of all commands that read AWS as the operator of a cluster does. */
public final class ClusterIdOption {

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description =
          "The cluster id of the operator, if it was started with one (default: the UID of the"
              + " namespace kube-system).")
  private @Nullable String clusterId;

  /** The cluster id, if one was given. */
  public Optional<String> value() {
    return Optional.ofNullable(clusterId);
  }
}
