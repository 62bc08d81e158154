package io.ssmenv.cli.controlplane;

import io.fabric8.kubeapitest.binary.OSInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The version and the platform of a control plane.
 *
 * @param kubernetes version of kube-apiserver and kubectl, {@code major.minor.patch}
 * @param etcd version of etcd if it is built from its Go module; a downloaded bundle contains the
 *     etcd that its publisher tested with that kube-apiserver
 * @param os operating system, in the terms of Go and the download sites ({@code linux}, {@code
 *     darwin})
 * @param arch processor architecture, in the terms of Go and the download sites ({@code amd64},
 *     {@code arm64})
 */
public record ControlPlaneVersion(String kubernetes, String etcd, String os, String arch) {

  /** The name of {@link #newest} for {@link #of}. */
  public static final String NEWEST = "newest";

  private static final String OLDEST = "oldest";
  private static final String ETCD = "3.7.3";

  /** The newest tested version. */
  public static ControlPlaneVersion newest() {
    return onThisMachine("1.36.3");
  }

  /** The oldest version in {@code docs/install.md}. */
  public static ControlPlaneVersion oldest() {
    return onThisMachine("1.31.14");
  }

  /**
   * Finds a version by its name.
   *
   * @param name {@code oldest}, {@code newest}, the minor version of one of the two, or any full
   *     version, such as {@code 1.33.5}
   * @throws IllegalArgumentException with a message for the user
   */
  public static ControlPlaneVersion of(String name) {
    Optional<ControlPlaneVersion> tested =
        switch (name) {
          case OLDEST -> Optional.of(oldest());
          case NEWEST -> Optional.of(newest());
          default ->
              Stream.of(oldest(), newest())
                  .filter(version -> version.minor().equals(name))
                  .findFirst();
        };
    return tested.orElseGet(() -> full(name));
  }

  private static ControlPlaneVersion full(String version) {
    if (!version.matches("1\\.\\d{1,3}\\.\\d{1,3}")) {
      throw new IllegalArgumentException(
          "must be one of %s, or a full version such as 1.33.5, not '%s'"
              .formatted(
                  String.join(", ", List.of(OLDEST, NEWEST, oldest().minor(), newest().minor())),
                  version));
    }
    return onThisMachine(version);
  }

  private static ControlPlaneVersion onThisMachine(String kubernetes) {
    OSInfo machine = new OSInfo();
    return new ControlPlaneVersion(kubernetes, ETCD, machine.getOSName(), machine.getOSArch());
  }

  /** The minor version, such as {@code 1.36}. All its patches are equivalent for ssmenv. */
  String minor() {
    return kubernetes.substring(0, kubernetes.lastIndexOf('.'));
  }

  /** Name of the directory with the programs, such as {@code 1.36.3-linux-amd64}. */
  String directoryName() {
    return kubernetes + platformSuffix();
  }

  String platformSuffix() {
    return "-" + os + "-" + arch;
  }
}
