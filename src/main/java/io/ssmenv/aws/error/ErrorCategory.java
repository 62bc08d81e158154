package io.ssmenv.aws.error;

import io.ssmenv.cloud.CloudError;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The {@link CloudError} that an error code stands for. */
enum ErrorCategory {
  NOT_FOUND,
  ALREADY_EXISTS,
  CONFLICT,
  THROTTLED,
  DENIED,
  PROTECTED,
  QUOTA_EXCEEDED,
  NO_CAPACITY,
  INVALID,
  IMAGE_UNAVAILABLE,
  ZONE_UNSUPPORTED,
  STALE_CLIENT_TOKEN,
  UNAVAILABLE;

  private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]+");

  CloudError error(String action, String code, String message) {
    return switch (this) {
      case NOT_FOUND -> new CloudError.NotFound(action, code, message);
      case ALREADY_EXISTS -> new CloudError.AlreadyExists(action, code, message);
      case CONFLICT -> new CloudError.Conflict(action, code, message);
      case THROTTLED -> new CloudError.Throttled(action, code, message);
      case DENIED -> new CloudError.Denied(action, code, message);
      case PROTECTED -> new CloudError.Protected(action, code, message);
      case QUOTA_EXCEEDED -> new CloudError.QuotaExceeded(action, code, message);
      case NO_CAPACITY -> new CloudError.NoCapacity(action, code, message);
      case INVALID -> new CloudError.Invalid(action, code, message);
      case IMAGE_UNAVAILABLE -> new CloudError.ImageUnavailable(action, code, message);
      case ZONE_UNSUPPORTED ->
          new CloudError.ZoneUnsupported(action, code, message, subnets(message));
      case STALE_CLIENT_TOKEN -> new CloudError.StaleClientToken(action, code, message);
      case UNAVAILABLE -> new CloudError.Unavailable(action, code, message);
    };
  }

  /** Of several subnets, only the message says which one is in the zone. */
  private static Set<String> subnets(String message) {
    return SUBNET.matcher(message).results().map(MatchResult::group).collect(Collectors.toSet());
  }
}
