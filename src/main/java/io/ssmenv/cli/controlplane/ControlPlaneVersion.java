package io.ssmenv.cli.controlplane;

import io.fabric8.kubeapitest.binary.OSInfo;

/**
 * Which control plane is wanted, and for which machine.
 *
 * @param kubernetes version of kube-apiserver and kubectl, {@code major.minor.patch}
 * @param etcd version of etcd when it is built here; a downloaded bundle brings the etcd that its
 *     publisher tested with that kube-apiserver
 * @param os operating system, as Go and the download sites name it ({@code linux}, {@code darwin})
 * @param arch processor, as Go and the download sites name it ({@code amd64}, {@code arm64})
 */
public record ControlPlaneVersion(String kubernetes, String etcd, String os, String arch) {

  /** The versions that this release was tested with, on the machine that we run on. */
  public static ControlPlaneVersion pinned() {
    OSInfo machine = new OSInfo();
    return new ControlPlaneVersion("1.36.3", "3.7.3", machine.getOSName(), machine.getOSArch());
  }

  /** The release line, such as {@code 1.36}: any patch of it behaves alike for our purposes. */
  String minor() {
    return kubernetes.substring(0, kubernetes.lastIndexOf('.'));
  }

  /** Name of the directory that holds a version's programs, such as {@code 1.36.3-linux-amd64}. */
  String directoryName() {
    return kubernetes + platformSuffix();
  }

  String platformSuffix() {
    return "-" + os + "-" + arch;
  }
}
