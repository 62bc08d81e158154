package io.ssmenv.cli.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.command.Version;
import io.ssmenv.picture.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "YAML files with one SsmManagedEnvironment each, drawn from left to right. Environments that"
              + " share a VPC are drawn in it, if the file of its owner is among them.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File for the SVG (default: standard output).")
  private @Nullable Path output;

  PictureCommand() {
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
  static String draw(List<Path> files) throws IOException {
    List<DrawnEnvironment> environments = new ArrayList<>();
    for (Path file : files) {
      environments.add(read(file));
    }
    return Picture.of(DrawnEnvironment.vpcs(environments));
  }

  private static DrawnEnvironment read(Path file) throws IOException {
    HasMetadata object;
    try (InputStream yaml = Files.newInputStream(file)) {
      object = YAML.unmarshal(yaml);
    } catch (NoSuchFileException e) {
      throw new IOException("The file " + file + " does not exist", e);
    }
    if (!object.getKind().equals(HasMetadata.getKind(SsmManagedEnvironment.class))) {
      throw new IOException(file + " does not contain an SsmManagedEnvironment");
    }
    SsmManagedEnvironment environment = YAML.convertValue(object, SsmManagedEnvironment.class);
    EnvironmentSpec spec = environment.getSpec();
    if (spec.networkOrDefault().existingVpc().isPresent()) {
      throw new IOException(file + ": a VPC that exists is only known in AWS, and cannot be drawn");
    }
    return new DrawnEnvironment(environment.getMetadata().getName(), spec);
  }
}
