package io.ssmenv.aws.permission;

import io.ssmenv.topology.Ownership;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The least policy of a person who may connect to the instances of some environments and nowhere
 * else: sessions by the operator's tags and by document, and only own sessions ended [D].
 */
public final class ConnectPolicy {

  private static final String NAME = "ssmenv-connect";

  /** A tag as a condition key of Systems Manager. */
  private static final String TAG = "ssm:resourceTag/";

  /**
   * The user who has started a session: AWS tags sessions so. Their ids tell less, because the name
   * of a role session can begin with another one [D].
   */
  private static final String SESSION_USER = TAG + "aws:ssmmessages:session-id";

  /** The shell with the preferences of the account, which is a document of the account. */
  private static final String SHELL = "document/SSM-SessionManagerRunShell";

  private static final List<String> FORWARDING =
      List.of(
          "document/AWS-StartPortForwardingSession",
          "document/AWS-StartPortForwardingSessionToRemoteHost",
          "document/AWS-StartSSHSession");

  private ConnectPolicy() {}

  /**
   * Returns the policy.
   *
   * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
   * @param cluster the cluster id in the tags of the instances
   * @param namespace of the environments
   * @param name empty for all environments of the namespace
   * @param preferences whether sessions are shells with the preferences of the environment; without
   *     the other documents, because none of them is logged
   * @param key the ARN of the key of sessions; empty if they have none
   */
  public static Policy of(
      String partition,
      String cluster,
      String namespace,
      Optional<String> name,
      boolean preferences,
      Optional<String> key) {
    PolicyOptions options = new PolicyOptions(partition, List.of(), Optional.empty());
    List<String> ownSessions = List.of(options.arn("ssm:*:*:session/${aws:userid}-*"));
    UnaryOperator<Statement> inEnvironment =
        statement ->
            statement
                .when("StringEquals", TAG + Ownership.TAG_CLUSTER, cluster)
                .when(
                    name.isPresent() ? "StringEquals" : "StringLike",
                    TAG + Ownership.TAG_OWNER,
                    namespace + "/" + name.orElse("*"));
    List<Statement> statements = new ArrayList<>();
    statements.add(
        inEnvironment
            .apply(
                Statement.allow("StartSessionOnInstances", "ssm:StartSession")
                    .on(List.of(options.arn("ec2:*:*:instance/*"))))
            .when("BoolIfExists", "ssm:SessionDocumentAccessCheck", "true"));
    Statement use = Statement.allow("UseSessionDocuments", "ssm:StartSession");
    statements.add(
        preferences
            ? inEnvironment.apply(use.on(List.of(options.arn("ssm:*:*:document/ssmenv-*"))))
            : use.on(documents(options)));
    key.ifPresent(arn ->
        statements.add(Statement.allow("EncryptSessions", "kms:GenerateDataKey").on(List.of(arn))));
    statements.add(
        Statement.allow("OpenOwnSessions", "ssmmessages:OpenDataChannel").on(ownSessions));
    statements.add(
        Statement.allow("EndOwnSessions", "ssm:ResumeSession", "ssm:TerminateSession")
            .on(ownSessions)
            .when("StringEquals", SESSION_USER, "${aws:userid}"));
    return new Policy(NAME, statements);
  }

  private static List<String> documents(PolicyOptions options) {
    return Stream.concat(
            Stream.of(options.arn("ssm:*:*:" + SHELL)),
            FORWARDING.stream().map(document -> options.arn("ssm:*::" + document)))
        .toList();
  }
}
