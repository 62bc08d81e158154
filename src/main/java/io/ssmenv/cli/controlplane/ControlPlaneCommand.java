package io.ssmenv.cli.controlplane;

import io.ssmenv.cli.command.ExportLines;
import io.ssmenv.cli.command.StopSignal;
import io.ssmenv.cli.command.Version;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code ssmenv control-plane}: runs a Kubernetes API server until Ctrl-C. */
@Command(
    name = "control-plane",
    description =
        "Runs a Kubernetes API server with etcd in the foreground, on 127.0.0.1, with the CRD of"
            + " ssmenv installed.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "The programs are taken from the cache, downloaded, or built from their Go modules (which"
          + " requires Go and takes about six minutes, once). No controllers run: for example,"
          + " deleting a namespace does not finish. Ctrl-C deletes all data.",
      "",
      "Prints the line that 'kubectl' and 'ssmenv operator' need in another terminal:",
      "  export KUBECONFIG=..."
    })
public final class ControlPlaneCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "TCP port of the API server; 0 selects a free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--kubernetes-version",
      paramLabel = "VERSION",
      defaultValue = ControlPlaneVersion.NEWEST,
      converter = VersionConverter.class,
      description = {
        "The version of Kubernetes: oldest or newest (of the tested versions), a minor version"
            + " such as 1.31, or a full version such as 1.33.5 (default: ${DEFAULT-VALUE}). A cached"
            + " patch of the same minor version is used if there is one."
      })
  private ControlPlaneVersion version = ControlPlaneVersion.newest();

  private static final class VersionConverter implements ITypeConverter<ControlPlaneVersion> {
    @Override
    public ControlPlaneVersion convert(String name) {
      try {
        return ControlPlaneVersion.of(name);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  ControlPlaneCommand() {
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path cache = CacheDirectory.resolve(System.getenv(), Path.of(System.getProperty("user.home")));
    ControlPlaneBinaries binaries = BinaryCache.at(cache, version).ensure(err::println);
    err.println("Starting Kubernetes " + binaries.version());
    try (StopSignal stop = StopSignal.install();
        ControlPlane controlPlane = ControlPlane.start(binaries, port)) {
      controlPlane.onExit(() -> stop.fail("kube-apiserver or etcd exited unexpectedly"));
      controlPlane.installCustomResourceDefinition();
      exports(controlPlane, System.getenv()).print(out);
      err.println("The API server is ready. Ctrl-C stops it and deletes its data.");
      stop.await();
    }
    return 0;
  }

  /**
   * The variables to use a control plane in another terminal: {@code KUBECONFIG}, and a {@code
   * PATH} with kubectl if the user has none.
   *
   * @param environment the environment variables of the process
   */
  public static ExportLines exports(ControlPlane controlPlane, Map<String, String> environment) {
    return exports(controlPlane.kubeconfig(), controlPlane.binaries().kubectl(), environment);
  }

  /**
   * The same, of any API server.
   *
   * @param environment the environment variables of the process
   */
  public static ExportLines exports(
      Path kubeconfig, Path kubectl, Map<String, String> environment) {
    ExportLines lines = new ExportLines().add("KUBECONFIG", kubeconfig);
    String path = environment.getOrDefault("PATH", "");
    boolean present =
        Stream.of(path.split(File.pathSeparator, -1))
            .filter(directory -> !directory.isEmpty())
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    return present ? lines : lines.add("PATH", path + File.pathSeparator + kubectl.getParent());
  }
}
