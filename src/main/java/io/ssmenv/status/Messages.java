package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress;
import io.ssmenv.state.StatusText;
import java.util.List;
import java.util.Optional;

/** Texts that several messages share. */
public final class Messages {

  private Messages() {}

  /**
   * A failed step, and what to do about it where that is known.
   *
   * @param zones where it failed, if that matters
   * @param guests the names of the environments that the resource is for, if only others need it
   * @param replaced the id of the resource that the step was to replace
   */
  static String failure(
      Progress.Failure failure,
      List<String> zones,
      List<String> guests,
      Optional<String> replaced) {
    String what =
        failure.key()
            + (zones.isEmpty() ? "" : " in " + String.join(", ", zones))
            + (guests.isEmpty()
                ? ""
                : (guests.size() == 1 ? " for the environment " : " for the environments ")
                    + String.join(", ", guests))
            + ": "
            + failure.error().summary();
    String message = withAdvice(what, failure.error());
    return replaced
        .map(id ->
            (message.endsWith(".") ? message : message + ".") + " Until then, " + id + " stays")
        .orElse(message);
  }

  /** A message about an error, and what to do about it where that is known. */
  static String withAdvice(String message, CloudError error) {
    String stable = StatusText.stable(message);
    String advice = advice(error);
    return advice.startsWith(".") && stable.endsWith(".")
        ? stable + advice.substring(1)
        : stable + advice;
  }

  /** A condition's reason for an error. */
  static ConditionReason reason(CloudError error) {
    return switch (error) {
      case CloudError.Denied _ -> ConditionReason.ACCESS_DENIED;
      case CloudError.Protected _ -> ConditionReason.PROTECTED;
      case CloudError.QuotaExceeded _ -> ConditionReason.QUOTA_EXCEEDED;
      case CloudError.NoCapacity _ -> ConditionReason.NO_CAPACITY;
      case CloudError.Invalid _ -> ConditionReason.INVALID_REQUEST;
      case CloudError.ZoneUnsupported _ -> ConditionReason.INVALID_REQUEST;
      case CloudError.ImageUnavailable _ -> ConditionReason.INVALID_REQUEST;
      case CloudError.RangeInUse _ -> ConditionReason.REFUSED;
      case CloudError.Refused _ -> ConditionReason.REFUSED;
      case CloudError.Throttled _ -> ConditionReason.THROTTLED;
      case CloudError.ReadDeferred _ -> ConditionReason.THROTTLED;
      case CloudError.Unavailable _ -> ConditionReason.AWS_UNAVAILABLE;
      case CloudError.Internal _ -> ConditionReason.INTERNAL_ERROR;
      case CloudError.NotFound _ -> ConditionReason.RETRYING;
      case CloudError.AlreadyExists _ -> ConditionReason.RETRYING;
      case CloudError.Conflict _ -> ConditionReason.RETRYING;
      case CloudError.StaleClientToken _ -> ConditionReason.RETRYING;
      case CloudError.ResourceFailed(CloudError cause) -> reason(cause);
    };
  }

  /** What to do next, as the continuation of a message; empty if it resolves by itself. */
  private static String advice(CloudError error) {
    return switch (error) {
      case CloudError.Denied denied when denied.code().equals(CloudError.NO_CREDENTIALS) -> "";
      case CloudError.Denied denied ->
          ". Allow "
              + denied.action()
              + " in the policy of the operator's role; the operator retries automatically";
      case CloudError.Protected _ ->
          ". To allow deletion, disable the protection; the operator retries automatically";
      case CloudError.QuotaExceeded _ ->
          ". Request a higher quota in Service Quotas, or delete resources that you no longer need; the operator retries automatically";
      case CloudError.Invalid _ -> ". Correct the spec";
      case CloudError.ImageUnavailable _ ->
          ". Correct the spec, or make the image available to the account; the operator retries automatically";
      case CloudError.ZoneUnsupported _ ->
          ". No other zone can take its place: set another instance type or pattern, or create"
              + " another environment with other zones in spec.network.zones";
      case CloudError.NoCapacity _ -> ". The operator retries automatically";
      case CloudError.RangeInUse _ -> "";
      case CloudError.Refused _ -> "";
      case CloudError.Throttled _ -> "";
      case CloudError.ReadDeferred _ -> "";
      case CloudError.Unavailable _ -> "";
      case CloudError.Internal _ -> ". Report it; the operator retries automatically";
      case CloudError.NotFound _ -> "";
      case CloudError.AlreadyExists _ -> "";
      case CloudError.Conflict _ -> "";
      case CloudError.StaleClientToken _ -> "";
      case CloudError.ResourceFailed(CloudError cause) -> advice(cause);
    };
  }

  /** A pattern as the spec writes it. */
  public static String name(Pattern pattern) {
    return switch (pattern) {
      case ELASTIC_IP -> "ElasticIp";
      case NAT_GATEWAY -> "NatGateway";
      case PRIVATE_ENDPOINTS -> "PrivateEndpoints";
    };
  }
}
