package io.ssmenv.aws.error;

import io.ssmenv.cloud.CloudError;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Classifies the failure of the SDK's credentials chain. The SDK's message covers all sources,
 * configured or not. Either no source is configured, or a configured one (for example the role of
 * the pod) does not respond or refuses.
 */
final class MissingCredentials {

  private static final String CODE = CloudError.NO_CREDENTIALS;

  /** Separates the sources in the SDK's message. [D] */
  private static final Pattern NEXT_SOURCE = Pattern.compile(", (?=\\w+Provider\\()");

  /** Part of the text of a source that is not configured. The SDK always tries IMDS. [D] */
  private static final List<String> NOT_CONFIGURED =
      List.of(
          "from system settings",
          "must be set",
          "contained no credentials",
          "neither AWS_CONTAINER_CREDENTIALS",
          "IMDS");

  /** The request id and the number of attempts, which differ each time. */
  private static final Pattern OF_THE_ATTEMPT = Pattern.compile(" \\((Service|SDK)[^)]*\\)");

  private MissingCredentials() {}

  /**
   * @param message the message of the SDK, for example {@code Unable to load ... : [AProvider():
   *     why, ...]}
   */
  static CloudError error(String action, String message) {
    int sources = message.indexOf(" : [");
    if (sources < 0) {
      return none(action, " " + message);
    }
    String parts = message.substring(sources + 4, message.length() - 1);
    String configured =
        Arrays.stream(NEXT_SOURCE.split(parts))
            .filter(part -> NOT_CONFIGURED.stream().noneMatch(part::contains))
            .collect(Collectors.joining(", "));
    if (configured.isEmpty()) {
      return none(action, ""); // The message is a list of classes.
    }
    String summary =
        "The configured AWS credentials could not be loaded: "
            + OF_THE_ATTEMPT.matcher(configured).replaceAll("");
    return configured.contains("Status Code: 4")
        ? new CloudError.Denied(action, CODE, summary)
        : new CloudError.Unavailable(action, CODE, summary);
  }

  private static CloudError none(String action, String why) {
    return new CloudError.Denied(
        action,
        CODE,
        "No usable AWS credentials were found. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
            + " AWS_SECRET_ACCESS_KEY, or run where a role is provided."
            + why);
  }
}
