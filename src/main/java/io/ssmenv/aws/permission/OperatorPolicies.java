package io.ssmenv.aws.permission;

import java.util.ArrayList;
import java.util.List;

/**
 * The policies of the operator's own role. Three are needed, because one would be longer than IAM
 * allows. With the first one alone, the operator can read and report. The others are optional.
 *
 * <p>AWS's Service Authorization Reference lists the resources and condition keys of each action. A
 * condition on a key that an action does not support never matches, so the call would be denied.
 */
public final class OperatorPolicies {

  private OperatorPolicies() {}

  /** Returns all policies; that for adoptions only if other clusters are named. */
  public static List<Policy> of(PolicyOptions variant) {
    List<Policy> policies =
        new ArrayList<>(
            List.of(
                ReadStatements.policy(variant),
                Ec2WriteStatements.policy(variant),
                IamWriteStatements.policy(variant),
                VerificationStatements.policy(variant),
                SessionWriteStatements.policy(variant)));
    if (!variant.adoptFrom().isEmpty()) {
      policies.add(AdoptionStatements.policy(variant));
    }
    return List.copyOf(policies);
  }
}
