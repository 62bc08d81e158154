package io.ssmenv.aws.permission;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Reads the AWS actions that the operator calls from its bytecode. */
final class CalledActions {

  private static final Map<String, String> SERVICES =
      Map.of(
          Ec2Client.class.getName(), "ec2",
          IamClient.class.getName(), "iam",
          SsmClient.class.getName(), "ssm",
          CloudWatchLogsClient.class.getName(), "logs",
          KmsClient.class.getName(), "kms",
          S3Client.class.getName(), "s3",
          StsClient.class.getName(), "sts");

  /** The calls of S3 that need a permission of another name [D]. */
  private static final Map<String, String> PERMISSIONS =
      Map.of(
          "s3:HeadBucket", "s3:ListBucket",
          "s3:GetBucketEncryption", "s3:GetEncryptionConfiguration");

  private static final Set<String> NO_ACTIONS =
      Set.of("close", "builder", "serviceClientConfiguration");

  private CalledActions() {}

  /** Such as {@code ec2:CreateVpc}. */
  static Set<String> all() {
    return new ClassFileImporter()
        .importUrl(Policy.class.getProtectionDomain().getCodeSource().getLocation()).stream()
            .filter(type -> type.getPackageName().startsWith("io.ssmenv.aws"))
            .filter(type -> !type.getPackageName().equals("io.ssmenv.aws.session")) // Of a person.
            .flatMap(type ->
                Stream.concat(
                    type.getMethodCallsFromSelf().stream(),
                    type.getMethodReferencesFromSelf().stream()))
            .filter(call -> SERVICES.containsKey(call.getTargetOwner().getName()))
            .filter(call -> !NO_ACTIONS.contains(call.getName()))
            .map(call ->
                SERVICES.get(call.getTargetOwner().getName()) + ":" + action(call.getName()))
            .map(action -> PERMISSIONS.getOrDefault(action, action))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String action(String method) {
    String name = method.replaceFirst("Paginator$", "");
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
