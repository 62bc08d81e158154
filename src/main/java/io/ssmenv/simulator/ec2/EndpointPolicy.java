package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.iam.PolicyDocument;
import io.ssmenv.simulator.iam.PolicyDocument.MalformedPolicyException;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.Optional;

/**
 * The policies of endpoints. They are judged for agents, and by actions alone: one for somebody in
 * particular is refused, and a permission under a condition permits nothing.
 */
final class EndpointPolicy {
  /** What an endpoint has that was given none: everybody may do everything through it [D]. */
  static final String FULL_ACCESS =
      "{\"Statement\":[{\"Action\":\"*\",\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\"}]}";

  private EndpointPolicy() {}

  /** The policy in a call, if there is one. */
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
            "The simulator judges endpoint policies for the principal * only: %s", text);
      }
    } catch (MalformedPolicyException e) {
      throw new AwsError("InvalidPolicyDocument", String.valueOf(e.getMessage()));
    }
  }
}
