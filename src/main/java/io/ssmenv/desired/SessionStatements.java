package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.SessionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the agents need for the logs and the key of sessions, and nothing else. [D] "Creating an IAM
 * role with permissions for Session Manager and Amazon S3 and CloudWatch Logs" in the user guide of
 * Systems Manager, restricted to the resources of the spec.
 *
 * @param account of the log group and the key
 * @param prefix of the objects in the bucket
 */
record SessionStatements(String region, String account, String prefix, SessionSettings sessions) {

  private static final String KEY = "key/";
  private static final String ALIAS = "alias/";

  /** The policy; empty if the settings need no permission. */
  Optional<String> document() {
    List<Object> statements = new ArrayList<>();
    sessions.logOrDefault().group().ifPresent(group -> addGroup(statements, group));
    sessions.logOrDefault().bucket().ifPresent(bucket -> addBucket(statements, bucket));
    sessions.key().ifPresent(key -> statements.add(key(key)));
    return statements.isEmpty()
        ? Optional.empty()
        : Optional.of(SortedJson.of(Map.of("Version", "2012-10-17", "Statement", statements)));
  }

  private void addGroup(List<Object> statements, String group) {
    String arn = arn("logs:" + region + ":" + account + ":log-group:" + group);
    statements.add(
        allow(
            "WriteSessionLogs",
            List.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
            List.of(arn, arn + ":*")));
    // The agent looks for the group by its name, which cannot be restricted. [D]
    statements.add(allow("FindLogGroups", List.of("logs:DescribeLogGroups"), List.of("*")));
  }

  private void addBucket(List<Object> statements, String bucket) {
    statements.add(
        allow(
            "StoreSessionLogs",
            List.of("s3:PutObject"),
            List.of(arn("s3:::" + bucket + "/" + prefix + "/*"))));
    statements.add(
        allow(
            "CheckBucketEncryption",
            List.of("s3:GetEncryptionConfiguration"),
            List.of(arn("s3:::" + bucket))));
  }

  /** With a bucket, its objects may be encrypted with the same key. [D] */
  private Map<String, Object> key(String key) {
    List<String> actions =
        sessions.logOrDefault().bucket().isPresent()
            ? List.of("kms:Decrypt", "kms:GenerateDataKey")
            : List.of("kms:Decrypt");
    String own = "kms:" + region + ":" + account + ":";
    if (key.contains(ALIAS)) {
      // The alias is no resource of these actions, but a condition on their key. [D]
      String keys =
          key.startsWith(ALIAS)
              ? arn(own + KEY + "*")
              : key.substring(0, key.indexOf(ALIAS)) + KEY + "*";
      return Map.of(
          "Sid",
          "EncryptSessions",
          "Effect",
          "Allow",
          "Action",
          actions,
          "Resource",
          List.of(keys),
          "Condition",
          Map.of(
              "ForAnyValue:StringEquals",
              Map.of("kms:ResourceAliases", key.substring(key.indexOf(ALIAS)))));
    }
    String arn = key.startsWith("arn:") ? key : arn(own + (key.startsWith(KEY) ? key : KEY + key));
    return allow("EncryptSessions", actions, List.of(arn));
  }

  private String arn(String rest) {
    return "arn:" + AwsNames.partition(region) + ":" + rest;
  }

  private static Map<String, Object> allow(
      String id, List<String> actions, List<String> resources) {
    return Map.of("Sid", id, "Effect", "Allow", "Action", actions, "Resource", resources);
  }
}
