package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.SessionSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The content of the session document of an environment. */
public final class SessionContent {

  private static final String NONE = "";

  private SessionContent() {}

  /**
   * The content, as it is compared. The objects of an environment have a prefix of their own,
   * outside of which its role may write nothing.
   *
   * @param name of the environment
   * @param prefix of the objects in the bucket
   */
  public static String of(String name, String prefix, SessionSettings sessions) {
    Optional<String> bucket = sessions.logOrDefault().bucket();
    Optional<String> group = sessions.logOrDefault().group();
    return SortedJson.of(
        Map.of(
            "schemaVersion",
            "1.0",
            "description",
            "Sessions on the instances of " + name,
            "sessionType",
            "Standard_Stream",
            "inputs",
            Map.ofEntries(
                Map.entry("s3BucketName", bucket.orElse(NONE)),
                Map.entry("s3KeyPrefix", bucket.map(_ -> prefix).orElse(NONE)),
                Map.entry("s3EncryptionEnabled", bucket.isPresent()),
                Map.entry("cloudWatchLogGroupName", group.orElse(NONE)),
                Map.entry("cloudWatchEncryptionEnabled", false),
                Map.entry("cloudWatchStreamingEnabled", group.isPresent()),
                Map.entry("kmsKeyId", sessions.key().orElse(NONE)),
                Map.entry("runAsEnabled", sessions.user().isPresent()),
                Map.entry("runAsDefaultUser", sessions.user().orElse(NONE)),
                Map.entry("idleSessionTimeout", minutes(sessions.idleLimit())),
                Map.entry("maxSessionDuration", minutes(sessions.durationLimit())),
                Map.entry(
                    "shellProfile",
                    Map.of(
                        "linux",
                        sessions.shellProfileOrDefault().forLinux().orElse(NONE),
                        "windows",
                        sessions.shellProfileOrDefault().forWindows().orElse(NONE))))));
  }

  private static String minutes(Optional<Duration> limit) {
    return limit.map(time -> String.valueOf(time.toMinutes())).orElse(NONE);
  }
}
