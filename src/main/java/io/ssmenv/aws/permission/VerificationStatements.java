package io.ssmenv.aws.permission;

import java.util.List;

/**
 * What an operator needs to ask instances for their egress. It is a policy of its own, which
 * administrators attach only if environments may ask for that: a command runs as root on the
 * instance, and IAM cannot restrict what it says.
 */
final class VerificationStatements {

  private VerificationStatements() {}

  static Policy policy(PolicyOptions variant) {
    return new Policy("ssmenv-verify", List.of(documents(variant), instances(variant), results()));
  }

  /** A command needs its document and each of its instances [D]. */
  private static Statement documents(PolicyOptions variant) {
    return Statement.allow("RunScripts", "ssm:SendCommand")
        .on(
            List.of(
                variant.arn("ssm:*::document/AWS-RunPowerShellScript"),
                variant.arn("ssm:*::document/AWS-RunShellScript")));
  }

  private static Statement instances(PolicyOptions variant) {
    return OwnershipConditions.requireOwnedNode(
        Statement.allow("RunOnOwnedInstances", "ssm:SendCommand").on(variant.ec2("instance")));
  }

  /** Results cannot be restricted to instances or tags [D]. */
  private static Statement results() {
    return Statement.allow("ReadCommandResults", "ssm:ListCommandInvocations");
  }
}
