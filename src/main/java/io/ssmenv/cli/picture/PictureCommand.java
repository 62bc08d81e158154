package io.ssmenv.cli.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cli.command.Version;
import io.ssmenv.cli.manifest.LocalAdmission;
import io.ssmenv.cli.manifest.Manifest;
import io.ssmenv.cli.manifest.ManifestFiles;
import io.ssmenv.picture.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv picture}: draws the resources of environments. */
@Command(
    name = "picture",
    description =
        "Draws the AWS resources of one or more environments as an SVG: subnets, routes, gateways,"
            + " endpoints, security group rules and instances. Needs neither a cluster nor AWS.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PictureCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files or folders with environments, drawn from left to right, or - for standard input."
              + " Environments that share a VPC are drawn in it, if its owner is among them. What"
              + " the API server would refuse is refused with its message.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for the SVG (default: standard output).")
  private @Nullable Path output;

  private final InputStream input;

  PictureCommand() {
    this(System.in);
  }

  /** With another standard input, for tests. */
  PictureCommand(InputStream input) {
    this.input = input;
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws IOException {
    String svg = draw(files);
    if (output == null) {
      spec.commandLine().getOut().print(svg);
      spec.commandLine().getOut().flush();
    } else {
      Files.writeString(output, svg, UTF_8);
    }
    return 0;
  }

  /** Draws the environments of these files in one picture. */
  String draw(List<String> names) throws IOException {
    Map<String, DrawnEnvironment> environments = new LinkedHashMap<>();
    LocalAdmission admission = new LocalAdmission();
    for (Manifest manifest : new ManifestFiles(input).read(names)) {
      DrawnEnvironment environment = environment(manifest, admission.admit(manifest).getSpec());
      if (environments.putIfAbsent(environment.qualifiedName(), environment) != null) {
        throw new IOException(
            manifest.source() + ": " + environment.qualifiedName() + " is in the files twice");
      }
    }
    return Picture.of(DrawnEnvironment.vpcs(List.copyOf(environments.values())));
  }

  private static DrawnEnvironment environment(Manifest manifest, EnvironmentSpec spec)
      throws IOException {
    if (spec.networkOrDefault().existingVpc().isPresent()) {
      throw new IOException(
          manifest.source()
              + ": "
              + manifest.name()
              + ": a VPC that exists is only known in AWS, and cannot be drawn");
    }
    return new DrawnEnvironment(manifest.namespace().orElse("default"), manifest.name(), spec);
  }
}
