package io.ssmenv.cli.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A way to come by the programs of a control plane. */
interface BinarySource {

  /** What is being tried, to complete "Providing the control plane: …". */
  String description();

  /**
   * Puts kube-apiserver, etcd and kubectl into a directory below {@code workspace}.
   *
   * @param wanted the version; a source may provide another patch of the same minor version
   * @param workspace an empty directory of the caller's, which the caller removes
   * @param progress takes lines for a person to read
   * @return where the programs are, and which version they are
   * @throws IOException with a message that says what was missing and what to do about it
   */
  ControlPlaneBinaries provide(
      ControlPlaneVersion wanted, Path workspace, Consumer<String> progress)
      throws IOException, InterruptedException;
}
