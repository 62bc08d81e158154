package io.ssmenv.desired;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.SsmDocument;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The session document of an environment, and what its role is allowed for it. */
final class SessionResources {

  private static final String NONE = "";

  private SessionResources() {}

  /**
   * Adds both, if the spec has preferences. The instances need neither.
   *
   * @param account of the log group and the key
   */
  static void addTo(
      BuildContext context, ResourceNames names, EnvironmentSpec spec, String account) {
    spec.sessionSettings()
        .ifPresent(sessions -> {
          Set<Key> before = new HashSet<>();
          new SessionStatements(spec.region(), account, names.sessionDocument(), sessions)
              .document()
              .map(policy ->
                  RoleInlinePolicy.of(Ref.to(Role.KEY), RoleInlinePolicy.SESSIONS, policy))
              .ifPresent(policy -> before.add(context.graph().add(policy)));
          context
              .graph()
              .add(
                  new SsmDocument(
                      SsmDocument.KEY,
                      names.sessionDocument(),
                      content(context.name(), names.sessionDocument(), sessions),
                      context.tagsOf(SsmDocument.KEY)),
                  before);
        });
  }

  /**
   * The content of the document. The objects of an environment have a prefix of their own, outside
   * of which its role may write nothing.
   */
  private static String content(String name, String prefix, SessionSettings sessions) {
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
