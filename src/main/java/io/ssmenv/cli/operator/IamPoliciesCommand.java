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

/** {@code ssmenv iam-policies}: writes the IAM policies of the operator's role to files. */
@Command(
    name = "iam-policies",
    description =
        "Writes the IAM policies of the operator's role to a folder. They allow exactly the calls of"
            + " the operator. Use the same policies and boundary as for 'ssmenv operator'.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "deploy/iam/README.md explains how to use them."})
public final class IamPoliciesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FOLDER",
      description = "The target folder; existing files with the same names are replaced.")
  private Path folder;

  @Option(
      names = "--partition",
      paramLabel = "NAME",
      defaultValue = "aws",
      description = "The AWS partition: aws, aws-cn or aws-us-gov (default: ${DEFAULT-VALUE}).")
  private String partition;

  @Option(
      names = "--allow-managed-policy",
      paramLabel = "ARN",
      description = "A managed policy that environments may attach to their role; may be repeated.")
  private List<String> policies = List.of();

  @Option(
      names = "--require-permissions-boundary",
      paramLabel = "ARN",
      description = "The permissions boundary that every role must have.")
  private @Nullable String boundary;

  @Option(
      names = "--adopt-from-cluster",
      paramLabel = "ID",
      description =
          "The id of another cluster whose resources environments may take over, for a policy of its"
              + " own, ssmenv-adopt.json; may be repeated.")
  private List<String> adoptFrom = List.of();

  IamPoliciesCommand() {
    spec = CommandSpec.create(); // picocli replaces these three values.
    folder = Path.of("");
    partition = "";
  }

  @Override
  public Integer call() throws IOException {
    if (!List.of("aws", "aws-cn", "aws-us-gov").contains(partition)) {
      throw new ParameterException(
          spec.commandLine(), "--partition must be aws, aws-cn or aws-us-gov");
    }
    OptionValues values = new OptionValues(spec);
    values.requirePolicyArns("--allow-managed-policy", policies);
    values.requirePolicyArns(
        "--require-permissions-boundary", Optional.ofNullable(boundary).stream().toList());
    Files.createDirectories(folder);
    for (Policy policy :
        OperatorPolicies.of(
            new PolicyOptions(partition, policies, Optional.ofNullable(boundary), adoptFrom))) {
      if (policy.length() > Policy.LONGEST) {
        throw new IllegalArgumentException(
            "%s has %d characters, but IAM allows %d. Allow fewer managed policies"
                .formatted(policy.name(), policy.length(), Policy.LONGEST));
      }
      Path file = folder.resolve(policy.name() + ".json");
      Files.writeString(file, policy.json());
      spec.commandLine().getOut().println(file);
    }
    return 0;
  }
}
