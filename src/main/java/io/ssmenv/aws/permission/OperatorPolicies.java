package io.ssmenv.aws.permission;

import java.util.List;

/**
 * The policies of the role that the operator runs as. There are three, since one would be longer
 * than IAM allows; with the first alone the operator can look and report.
 *
 * <p>Which resources and condition keys an action knows is AWS's Service Authorization Reference; a
 * condition on a key that an action does not know never holds, and locks the operator out.
 */
public final class OperatorPolicies {

  private OperatorPolicies() {}

  /** All of them. */
  public static List<Policy> of(PolicyOptions variant) {
    return List.of(Reads.policy(variant), Ec2Writes.policy(variant), IamWrites.policy(variant));
  }
}
