package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.desired.ZoneAdvice;
import io.ssmenv.state.StatusText;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Texts that several messages share. */
public final class Messages {

  /** Allowed by another policy while a document is taken over from another cluster. */
  private static final String TAG_DOCUMENT = "AddTagsToResource";

  /** The writes of {@code spec.sessions}, which are in a policy of their own. */
  private static final Set<String> OF_SESSIONS =
      Set.of(
          "CreateDocument",
          "UpdateDocument",
          "UpdateDocumentDefaultVersion",
          "DeleteDocument",
          "PutRolePolicy",
          TAG_DOCUMENT);

  private Messages() {}

  /**
   * A failed resource, and what to do about it where that is known.
   *
   * @param whose the continuation of its key, if it is not only the environment's own
   * @param zones what to set if its zone does not serve
   * @param replaced the id of the resource that the step was to replace
   */
  static String failure(
      ResourceFailure failure, String whose, ZoneAdvice zones, Optional<String> replaced) {
    String what =
        failure.key()
            + (failure.zones().isEmpty() ? "" : " in " + String.join(", ", failure.zones()))
            + whose
            + ": "
            + failure.error().summary();
    String message =
        withAdvice(
            what,
            failure.error() instanceof CloudError.ZoneUnsupported && !failure.undecided()
                ? ". No other zone can take its place: " + zones.text()
                : advice(failure.error()));
    return replaced
        .map(id ->
            (message.endsWith(".") ? message : message + ".") + " Until then, " + id + " stays")
        .orElse(message);
  }

  /** The continuation of the key of a resource that only other environments need. */
  static String forEnvironments(List<String> names) {
    return names.isEmpty()
        ? ""
        : (names.size() == 1 ? " for the environment " : " for the environments ")
            + String.join(", ", names);
  }

  /** A message about an error, and what to do about it where that is known. */
  static String withAdvice(String message, CloudError error) {
    return withAdvice(message, advice(error));
  }

  private static String withAdvice(String message, String advice) {
    String stable = StatusText.stable(message);
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
      case CloudError.Denied denied when OF_SESSIONS.contains(denied.action()) ->
          ". Attach the policy ssmenv-sessions, "
              + (denied.action().equals(TAG_DOCUMENT) ? "or ssmenv-adopt during an adoption, " : "")
              + "which allows "
              + denied.action()
              + ", to the operator's role; the operator retries automatically";
      case CloudError.Denied denied ->
          ". Allow "
              + denied.action()
              + " in the policy of the operator's role; the operator retries automatically";
      case CloudError.Protected _ ->
          ". To allow deletion, disable the protection; the operator retries automatically";
      case CloudError.QuotaExceeded _ ->
          ". Request a higher quota in Service Quotas, or delete resources that you no longer need; the operator retries automatically";
      case CloudError.Invalid invalid -> invalid.advises() ? "" : ". Correct the spec";
      case CloudError.ImageUnavailable _ ->
          ". Correct the spec, or make the image available to the account; the operator retries automatically";
      case CloudError.ZoneUnsupported _ -> ""; // It depends on the network: see failure.
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
