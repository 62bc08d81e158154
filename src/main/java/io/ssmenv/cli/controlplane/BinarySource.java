package io.ssmenv.cli.controlplane;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A source of the programs of a control plane. */
interface BinarySource {

  /** The description for the progress line "Providing the control plane: …". */
  String description();

  /**
   * Puts kube-apiserver, etcd and kubectl into a directory below {@code workspace}.
   *
   * @param wanted the version; a source may provide another patch of the same minor version
   * @param workspace an empty directory, which the caller creates and removes
   * @param progress receives lines for the user
   * @return the paths and the version of the programs
   * @throws IOException with a message that says what is missing and what to do
   */
  ControlPlaneBinaries provide(
      ControlPlaneVersion wanted, Path workspace, Consumer<String> progress)
      throws IOException, InterruptedException;
}
