package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.iam.PolicyDocument;
import io.ssmenv.simulator.iam.PolicyDocument.MalformedPolicyException;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.Optional;

/**
 * The policies of endpoints. They are evaluated for agents, by action only: a policy for a specific
 * principal is rejected, and a conditional allow does not allow anything.
 */
final class EndpointPolicy {
  /** The default policy, which allows everything to everyone [D]. */
  static final String FULL_ACCESS =
      "{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";

  private EndpointPolicy() {}

  /** Returns the policy of a call, if there is one. */
  static Optional<String> of(Call call) {
    Optional<String> given = call.params().text("PolicyDocument");
    given.ifPresent(EndpointPolicy::check);
    return given;
  }

  private static void check(String text) {
    try {
      boolean forAll =
          PolicyDocument.parse(text, Use.ENDPOINT).statements().stream()
              .allMatch(statement -> statement.principals().contains("*"));
      if (!forAll) {
        throw ApiErrors.invalidParameter(
            "The simulator supports only the principal * in endpoint policies: %s", text);
      }
    } catch (MalformedPolicyException e) {
      throw new AwsError("InvalidPolicyDocument", String.valueOf(e.getMessage()));
    }
  }
}
