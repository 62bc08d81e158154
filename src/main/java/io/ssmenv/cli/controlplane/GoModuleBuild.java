package io.ssmenv.cli.controlplane;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Builds kube-apiserver, kubectl and etcd from their Go modules, in about six minutes on two cores.
 * The commands are packages of the published modules, so the build needs only two {@code go.mod}
 * files. The projects' own files determine the other modules (minimal version selection), and Go's
 * checksum database verifies their content.
 */
final class GoModuleBuild implements BinarySource {

  private final InstantSource clock;

  GoModuleBuild(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String description() {
    return "build from the Go modules (about six minutes on two cores)";
  }

  @Override
  public ControlPlaneBinaries provide(
      ControlPlaneVersion wanted, Path workspace, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path output = Files.createDirectory(workspace.resolve("bin"));
    GoCommand kubernetes = module("kubernetes", wanted, workspace, progress);
    kubernetes.build(
        "kube-apiserver and kubectl",
        output,
        versionStamp(wanted),
        List.of("k8s.io/kubernetes/cmd/kube-apiserver", "k8s.io/kubernetes/cmd/kubectl"));
    GoCommand etcd = module("etcd", wanted, workspace, progress);
    etcd.build("etcd", output.resolve("etcd"), "-s -w", List.of("go.etcd.io/etcd/server/v3"));
    return ControlPlaneBinaries.in(output, wanted.kubernetes())
        .orElseThrow(() -> new IOException("a program is missing after the build in " + output));
  }

  private GoCommand module(
      String name, ControlPlaneVersion wanted, Path workspace, Consumer<String> progress)
      throws IOException {
    Path directory = Files.createDirectory(workspace.resolve(name));
    Files.writeString(directory.resolve("go.mod"), goMod(name, wanted));
    return new GoCommand(directory, clock, progress);
  }

  /**
   * The {@code go.mod} of a build. Staging modules have the minor and patch version of Kubernetes,
   * with the major version 0.
   */
  static String goMod(String name, ControlPlaneVersion wanted) throws IOException {
    String resource = name + ".go.mod";
    try (InputStream template = GoModuleBuild.class.getResourceAsStream(resource)) {
      if (template == null) {
        throw new IOException("resource %s is missing in this build of ssmenv".formatted(resource));
      }
      return new String(template.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@KUBERNETES@", "v" + wanted.kubernetes())
          .replace("@STAGING@", "v0" + wanted.kubernetes().substring(1))
          .replace("@ETCD@", "v" + wanted.etcd());
    }
  }

  /** Clients reject an API server without a version. */
  private static String versionStamp(ControlPlaneVersion wanted) {
    String variable = "-X k8s.io/component-base/version.";
    String[] numbers = wanted.kubernetes().split("\\.", -1);
    return String.join(
        " ",
        "-s -w",
        variable + "gitVersion=v" + wanted.kubernetes(),
        variable + "gitMajor=" + numbers[0],
        variable + "gitMinor=" + numbers[1],
        variable + "gitTreeState=clean");
  }
}
