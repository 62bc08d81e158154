package io.ssmenv.cli.operator;

import io.ssmenv.aws.permission.OperatorPolicies;
import io.ssmenv.aws.permission.Policy;
import io.ssmenv.aws.permission.PolicyOptions;
import io.ssmenv.cli.command.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ssmenv iam-policies}: what the operator's role has to be allowed, as files. */
@Command(
    name = "iam-policies",
    description =
        "Writes the IAM policies of the operator's role into a folder: what the operator calls,"
            + " and nothing else. Give it the same policies and boundary as the operator.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "deploy/iam/README.md says what to do with them."})
public final class IamPoliciesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "Where to; files of the same names are replaced.")
  private Path folder;

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      defaultValue = "aws",
      description = "aws, aws-cn or aws-us-gov (default: ${DEFAULT-VALUE}).")
  private String partition;

  @Option(
      names = "--allow-managed-policy",
      paramLabel = "ARN",
      description = "A policy that environments may add to their role; may be repeated.")
  private List<String> policies = List.of();

  @Option(
      names = "--require-permissions-boundary",
      paramLabel = "ARN",
      description = "The permissions boundary without which no role can be created.")
  private @Nullable String boundary;

  IamPoliciesCommand() {
    spec = CommandSpec.create(); // Both replaced by picocli, as is the partition.
    folder = Path.of("");
    partition = "";
  }

  @Override
  public Integer call() throws IOException {
    if (!List.of("aws", "aws-cn", "aws-us-gov").contains(partition)) {
      throw new ParameterException(
          spec.commandLine(), "--partition must be aws, aws-cn or aws-us-gov");
    }
    Files.createDirectories(folder);
    for (Policy policy :
        OperatorPolicies.of(
            new PolicyOptions(partition, policies, Optional.ofNullable(boundary)))) {
      if (policy.length() > Policy.LONGEST) {
        throw new IllegalArgumentException(
            "%s has %d characters, and IAM allows %d: allow fewer policies"
                .formatted(policy.name(), policy.length(), Policy.LONGEST));
      }
      Path file = folder.resolve(policy.name() + ".json");
      Files.writeString(file, policy.json());
      spec.commandLine().getOut().println(file);
    }
    return 0;
  }
}
