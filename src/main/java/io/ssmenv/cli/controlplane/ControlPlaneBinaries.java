package io.ssmenv.cli.controlplane;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The three programs of a control plane.
 *
 * @param version the Kubernetes version, such as {@code 1.36.3}
 * @param kubeApiServer path of kube-apiserver
 * @param etcd path of etcd
 * @param kubectl path of kubectl, for users who have none
 */
public record ControlPlaneBinaries(String version, Path kubeApiServer, Path etcd, Path kubectl) {

  /**
   * Finds the three programs under their usual names in a directory.
   *
   * @return empty unless all three exist and are executable
   */
  static Optional<ControlPlaneBinaries> in(Path directory, String version) {
    var binaries =
        new ControlPlaneBinaries(
            version,
            directory.resolve("kube-apiserver"),
            directory.resolve("etcd"),
            directory.resolve("kubectl"));
    boolean complete =
        Stream.of(binaries.kubeApiServer, binaries.etcd, binaries.kubectl)
            .allMatch(Files::isExecutable);
    return complete ? Optional.of(binaries) : Optional.empty();
  }
}
