package io.ssmenv.status;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.DesiredState;

/**
 * Why there is no desired state. It stops all work on the environment, unlike the failure of a
 * single step.
 *
 * @param message names the field or resource, and says what to do next
 * @param needsPerson whether a user has to act, because the problem does not resolve by itself
 */
record Problem(ConditionReason reason, String message, boolean needsPerson) {

  static Problem of(DesiredState.Unresolved unresolved) {
    return switch (unresolved) {
      case DesiredState.WrongAccount(String recorded, String current) ->
          new Problem(
              ConditionReason.ACCOUNT_MISMATCH,
              "The operator's credentials belong to account %s, but the resources of this environment are in account %s. Give the operator credentials of account %s; until then nothing is written."
                  .formatted(current, recorded, recorded),
              true);
      case DesiredState.SpecRefused(String message) ->
          new Problem(ConditionReason.SPEC_REFUSED, message, true);
      case DesiredState.ResolvingFacts(String message) ->
          new Problem(ConditionReason.RESOLVING_FACTS, message, false);
      case DesiredState.FactFailed(String about, CloudError error) ->
          new Problem(
              Messages.reason(error),
              Messages.withAdvice(about + ": " + error.summary(), error),
              error.needsAttention());
    };
  }
}
