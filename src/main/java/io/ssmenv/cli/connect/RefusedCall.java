package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.SessionCalls;
import io.ssmenv.cloud.CloudError;
import java.util.List;
import java.util.Optional;

/**
 * Says why AWS has refused a call of a person, and what to do.
 *
 * @param account that of the credentials, if it is known
 * @param permissions the sentence that says how to get those for the call
 */
record RefusedCall(FoundEnvironment environment, Optional<String> account, String permissions) {

  /**
   * Returns the message for users.
   *
   * @param on the instances of the call
   */
  String message(CloudError error, List<FoundInstance> on) {
    String instance =
        on.size() == 1
            ? on.getFirst().toString()
            : "%d instances of %s".formatted(on.size(), environment.qualifiedName());
    Optional<String> otherAccount =
        account.filter(used -> !environment.account().orElse(used).equals(used));
    if (otherAccount.isPresent()) {
      return "The credentials belong to the account %s, but %s is in the account %s. Set AWS_PROFILE"
          .formatted(
              otherAccount.orElseThrow(),
              environment.qualifiedName(),
              environment.account().orElseThrow());
    }
    if (error.code().equals(CloudError.NO_CREDENTIALS)) {
      return error.message();
    }
    if (error.code().equals(SessionCalls.NOT_CONNECTED)) {
      return "%s is not connected to Session Manager: %s"
          .formatted(instance, offline(on.getFirst()));
    }
    if (error instanceof CloudError.Denied) {
      return "The credentials do not allow %s on %s: %s. %s"
          .formatted(
              error.action(), instance, error.message().replaceFirst("\\.$", ""), permissions);
    }
    return "%s: %s".formatted(instance, error.summary());
  }

  /** What the operator has seen of an agent that is not online, and what says more. */
  String offline(FoundInstance instance) {
    return "%s. To see why: ssmenv explain %s %s -n %s"
        .formatted(
            instance.whyOffline(), environment.name(), instance.name(), environment.namespace());
  }

  static String policyCommand(FoundEnvironment environment) {
    return "ssmenv iam-policies --connect " + environment.qualifiedName();
  }
}
