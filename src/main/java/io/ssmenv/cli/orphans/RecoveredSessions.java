package io.ssmenv.cli.orphans;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.api.v1alpha1.ShellProfile;
import io.ssmenv.desired.SessionContent;
import io.ssmenv.topology.SsmDocument;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The preferences of sessions from which a session document was written: the inverse of {@link
 * SessionContent}.
 *
 * @param rejected what the document has and no spec can have, by the field of {@code spec.sessions}
 * @param differing the members that the document would have with other values, if it were written
 *     from the settings
 */
record RecoveredSessions(
    SessionSettings settings, SortedMap<String, String> rejected, SortedSet<String> differing) {

  private static final JsonMapper JSON = new JsonMapper();

  /** As in the CRD. */
  private static final int LONGEST_GROUP = 512;

  private static final int LONGEST_PROFILE = 512;
  private static final int LONGEST_IDLE = 60;
  private static final int LONGEST_SESSION = 24 * 60;

  RecoveredSessions {
    rejected = Collections.unmodifiableSortedMap(new TreeMap<>(rejected));
    differing = Collections.unmodifiableSortedSet(new TreeSet<>(differing));
  }

  /**
   * Reads a document; empty if it is not one of preferences.
   *
   * @param name of the environment
   */
  static Optional<RecoveredSessions> of(String name, SsmDocument document) {
    JsonNode content = read(document.content());
    if (!content.path("inputs").isObject()) {
      return Optional.empty();
    }
    Inputs inputs = new Inputs(content.path("inputs"), new TreeMap<>());
    SessionSettings settings = inputs.settings();
    SortedMap<String, JsonNode> found = members(content);
    SortedMap<String, JsonNode> written =
        members(read(SessionContent.of(name, document.name(), settings)));
    SortedSet<String> differing = new TreeSet<>(found.keySet());
    differing.addAll(written.keySet());
    differing.removeIf(path ->
        Optional.ofNullable(found.get(path)).equals(Optional.ofNullable(written.get(path))));
    return Optional.of(new RecoveredSessions(settings, inputs.rejected(), differing));
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return JSON.missingNode();
    }
  }

  /** The values by their paths, such as {@code inputs.shellProfile.linux}. */
  private static SortedMap<String, JsonNode> members(JsonNode object) {
    SortedMap<String, JsonNode> all = new TreeMap<>();
    object
        .properties()
        .forEach(member -> {
          if (member.getValue().isObject()) {
            members(member.getValue())
                .forEach((path, value) -> all.put(member.getKey() + "." + path, value));
          } else {
            all.put(member.getKey(), member.getValue());
          }
        });
    return all;
  }

  /** The inputs of a document; records what no spec can have. */
  private record Inputs(JsonNode inputs, SortedMap<String, String> rejected) {

    SessionSettings settings() {
      Optional<String> group =
          text("cloudWatchLogGroupName", "log.cloudWatchGroup")
              .filter(valid("log.cloudWatchGroup", Inputs::isGroup));
      Optional<String> bucket =
          text("s3BucketName", "log.s3Bucket")
              .filter(valid("log.s3Bucket", name -> name.matches(SessionLog.BUCKET)));
      Optional<String> linux = profile("linux");
      Optional<String> windows = profile("windows");
      return new SessionSettings(
          group.isPresent() || bucket.isPresent()
              ? new SessionLog(group.orElse(null), bucket.orElse(null))
              : null,
          text("kmsKeyId", "kmsKeyId")
              .filter(valid("kmsKeyId", key -> key.matches(SessionSettings.KEY)))
              .orElse(null),
          user().orElse(null),
          duration("idleSessionTimeout", "idleTimeout", LONGEST_IDLE).orElse(null),
          duration("maxSessionDuration", "maxDuration", LONGEST_SESSION).orElse(null),
          linux.isPresent() || windows.isPresent()
              ? new ShellProfile(linux.orElse(null), windows.orElse(null))
              : null);
    }

    private Optional<String> text(String input, String field) {
      return text(inputs.path(input), field);
    }

    /** Empty also for a value that is no text, which is recorded. */
    private Optional<String> text(JsonNode value, String field) {
      if (value.isContainerNode()) {
        rejected.put(field, value.toString());
      }
      return Optional.of(value.asText()).filter(text -> !text.isEmpty() && !value.isNull());
    }

    private Predicate<String> valid(String field, Predicate<String> rule) {
      return value -> {
        boolean valid = rule.test(value);
        if (!valid) {
          rejected.put(field, value);
        }
        return valid;
      };
    }

    private static boolean isGroup(String name) {
      return name.matches(SessionLog.GROUP) && name.length() <= LONGEST_GROUP;
    }

    /** A user counts only if it is enabled. */
    private Optional<String> user() {
      return inputs.path("runAsEnabled").asBoolean()
          ? text("runAsDefaultUser", "runAs")
              .filter(
                  valid(
                      "runAs", name -> name.matches(SessionSettings.USER) && !name.equals("root")))
          : Optional.empty();
    }

    private Optional<String> profile(String system) {
      String field = "shellProfile." + system;
      return text(inputs.path("shellProfile").path(system), field)
          .filter(
              valid(
                  field,
                  commands -> commands.length() <= LONGEST_PROFILE && !commands.contains("{{")));
    }

    private Optional<String> duration(String input, String field, int longest) {
      return text(input, field)
          .filter(
              valid(
                  field,
                  minutes ->
                      minutes.matches("0*[1-9][0-9]{0,3}") && Integer.parseInt(minutes) <= longest))
          .map(Integer::parseInt)
          .map(minutes -> minutes % 60 == 0 ? minutes / 60 + "h" : minutes + "m");
    }
  }
}
