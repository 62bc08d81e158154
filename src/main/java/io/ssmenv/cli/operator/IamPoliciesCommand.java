package io.ssmenv.cli.operator;

import io.ssmenv.aws.permission.ConnectPolicy;
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

/** {@code ssmenv iam-policies}: the IAM policies of the operator's role, or that of a person. */
@Command(
    name = "iam-policies",
    description =
        "Writes the IAM policies of the operator's role to a folder. They allow exactly the calls of"
            + " the operator. Use the same policies and boundary as for 'ssmenv operator'. With"
            + " --connect, prints the policy of a person instead.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "deploy/iam/README.md explains how to use them."})
public final class IamPoliciesCommand implements Callable<Integer> {

  private static final String KEY_ARN =
      "arn:aws(-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key/[a-zA-Z0-9-]+";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      description = "The target folder; existing files with the same names are replaced.")
  private @Nullable Path folder;

  @Option(
      names = "--connect",
      paramLabel = "NAMESPACE[/NAME]",
      description =
          "Prints the least policy of a person who may connect to the instances of this environment, or"
              + " of all in the namespace, with connect, port-forward and ssh, and to no others.")
  private @Nullable String connect;

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description =
          "For --connect: the cluster id of the operator, if it was started with one (default: the"
              + " UID of the namespace kube-system).")
  private @Nullable String clusterId;

  @Option(
      names = "--session-document",
      description =
          "For --connect: allows only shells with the preferences of spec.sessions, and neither port"
              + " forwarding nor SSH, which are not logged.")
  private boolean sessionDocument;

  @Option(
      names = "--session-key",
      paramLabel = "ARN",
      description = "For --connect: the ARN of the KMS key of spec.sessions.kmsKeyId.")
  private @Nullable String sessionKey;

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
    spec = CommandSpec.create(); // picocli replaces these two values.
    partition = "";
  }

  @Override
  public Integer call() throws IOException {
    if (!List.of("aws", "aws-cn", "aws-us-gov").contains(partition)) {
      throw new ParameterException(
          spec.commandLine(), "--partition must be aws, aws-cn or aws-us-gov");
    }
    if ((folder == null) == (connect == null)) {
      throw new ParameterException(
          spec.commandLine(), "Give either a FOLDER or --connect NAMESPACE[/NAME]");
    }
    if (sessionKey != null && !sessionKey.matches(KEY_ARN)) {
      throw new ParameterException(
          spec.commandLine(),
          "--session-key must be the ARN of a KMS key, such as"
              + " arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    }
    if (connect != null) {
      spec.commandLine().getOut().print(connectPolicy(connect).json());
      spec.commandLine().getOut().flush();
    }
    if (folder != null) {
      write(folder);
    }
    return 0;
  }

  private Policy connectPolicy(String text) {
    ConnectScope scope = ConnectScope.parse(text);
    if (sessionDocument && !text.contains("/")) {
      throw new ParameterException(
          spec.commandLine(),
          "--session-document needs --connect NAMESPACE/NAME: a policy for a namespace cannot tie the"
              + " document of an environment to its own instances");
    }
    return ConnectPolicy.of(
        partition,
        Optional.ofNullable(clusterId).orElseGet(ConnectScope::clusterId),
        scope.namespace(),
        scope.name(),
        sessionDocument,
        Optional.ofNullable(sessionKey));
  }

  private void write(Path target) throws IOException {
    OptionValues values = new OptionValues(spec);
    values.requirePolicyArns("--allow-managed-policy", policies);
    values.requirePolicyArns(
        "--require-permissions-boundary", Optional.ofNullable(boundary).stream().toList());
    Files.createDirectories(target);
    for (Policy policy :
        OperatorPolicies.of(
            new PolicyOptions(partition, policies, Optional.ofNullable(boundary), adoptFrom))) {
      if (policy.length() > Policy.LONGEST) {
        throw new IllegalArgumentException(
            "%s has %d characters, but IAM allows %d. Allow fewer managed policies"
                .formatted(policy.name(), policy.length(), Policy.LONGEST));
      }
      Path file = target.resolve(policy.name() + ".json");
      Files.writeString(file, policy.json());
      spec.commandLine().getOut().println(file);
    }
  }
}
