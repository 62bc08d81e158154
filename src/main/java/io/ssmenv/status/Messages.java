package io.ssmenv.status;

import io.ssmenv.api.v1alpha1.Pattern;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.execute.Progress;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How things are put to people, so that the same thing always reads the same. */
final class Messages {

  /** Long enough for a sentence of AWS's, short enough for a terminal and an Event's message. */
  private static final int LONGEST = 600;

  /** Follows in a refusal of EC2's, and is another text each time. [D] */
  private static final String ENCODED = "Encoded authorization failure message:";

  private Messages() {}

  /** A failure, and what to do about it where that is known. */
  static String failure(Progress.Failure failure) {
    return advised(failure.message(), failure.error());
  }

  /** A sentence about an error, and what to do about it where that is known. */
  static String advised(String message, CloudError error) {
    String tidy = tidy(message);
    String advice = advice(error);
    return advice.startsWith(".") && tidy.endsWith(".")
        ? tidy + advice.substring(1)
        : tidy + advice;
  }

  /** Without what changes with each attempt: the same refusal has to be the same text. */
  static String tidy(String message) {
    int encoded = message.indexOf(ENCODED);
    String plain = (encoded < 0 ? message : message.substring(0, encoded)).strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }

  /** A condition's reason for an error. */
  static String reason(CloudError error) {
    return switch (error) {
      case CloudError.Denied denied -> "AccessDenied";
      case CloudError.Protected guarded -> "Protected";
      case CloudError.QuotaExceeded quota -> "QuotaExceeded";
      case CloudError.NoCapacity capacity -> "NoCapacity";
      case CloudError.Invalid invalid -> "InvalidRequest";
      case CloudError.Refused refused -> "Refused";
      case CloudError.Throttled throttled -> "Throttled";
      case CloudError.Unavailable unavailable -> "AwsUnavailable";
      case CloudError.NotFound notFound -> "Retrying";
      case CloudError.AlreadyExists exists -> "Retrying";
      case CloudError.Conflict conflict -> "Retrying";
      case CloudError.StaleClientToken token -> "Retrying";
    };
  }

  /** What to do next, as the continuation of a sentence; empty if it passes by itself. */
  private static String advice(CloudError error) {
    return switch (error) {
      case CloudError.Denied denied ->
          ". Allow the operator's credentials " + denied.action() + "; it is tried again";
      case CloudError.Protected guarded ->
          ". Take the protection off if it shall go; it is tried again";
      case CloudError.QuotaExceeded quota ->
          ". Have the quota raised in Service Quotas, or free some of it; it is tried again";
      case CloudError.Invalid invalid -> ". Correct the spec";
      case CloudError.NoCapacity capacity -> ". It is tried again";
      case CloudError.Refused refused -> "";
      case CloudError.Throttled throttled -> "";
      case CloudError.Unavailable unavailable -> "";
      case CloudError.NotFound notFound -> "";
      case CloudError.AlreadyExists exists -> "";
      case CloudError.Conflict conflict -> "";
      case CloudError.StaleClientToken token -> "";
    };
  }

  /** A pattern as the spec writes it. */
  static String name(Pattern pattern) {
    return switch (pattern) {
      case ELASTIC_IP -> "ElasticIp";
      case NAT_GATEWAY -> "NatGateway";
      case PRIVATE_ENDPOINTS -> "PrivateEndpoints";
    };
  }

  /** RFC 3339 in whole seconds, as everywhere in Kubernetes. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
