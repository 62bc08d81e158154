package io.ssmenv.simulator.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.document.SessionPreferences.Bucket;
import io.ssmenv.simulator.document.SessionPreferences.LogGroup;
import io.ssmenv.simulator.document.SessionPreferences.RunAs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The content of a session document of the type {@code Standard_Stream}, checked against AWS's page
 * "Session document schema" [D].
 */
record SessionContent(Optional<String> description, SessionPreferences preferences) {
  private static final int MAX_BYTES = 64 * 1024;
  private static final String SCHEMA_VERSION = "1.0";
  private static final int MAX_IDLE_MINUTES = 60;
  private static final int MAX_MINUTES = 1440;
  private static final int MAX_PROFILE = 512;
  private static final Set<String> MEMBERS =
      Set.of("schemaVersion", "description", "sessionType", "inputs");
  private static final Set<String> INPUTS =
      Set.of(
          "s3BucketName",
          "s3KeyPrefix",
          "s3EncryptionEnabled",
          "cloudWatchLogGroupName",
          "cloudWatchEncryptionEnabled",
          "cloudWatchStreamingEnabled",
          "kmsKeyId",
          "runAsEnabled",
          "runAsDefaultUser",
          "idleSessionTimeout",
          "maxSessionDuration",
          "shellProfile");
  private static final Set<String> PROFILES = Set.of("windows", "linux");

  /** Created on first use, to keep the start of a simulated AWS fast. */
  private static final class Json {
    static final JsonMapper MAPPER =
        JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  /**
   * Parses and checks the content of a document.
   *
   * @throws AwsError if AWS would refuse it
   */
  static SessionContent parse(String content) {
    if (content.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw ErrorWords.error("document-size-exceeded");
    }
    JsonNode document = read(content);
    if (!document.isObject()) {
      throw invalid("a document has to be an object");
    }
    known(document, "", MEMBERS);
    String version = text(document, "schemaVersion").orElseThrow(() -> required("schemaVersion"));
    if (!version.equals(SCHEMA_VERSION)) {
      throw ErrorWords.error("document-schema-version-invalid", version);
    }
    String type = text(document, "sessionType").orElseThrow(() -> required("sessionType"));
    if (!type.equals("Standard_Stream")) {
      throw invalid("the simulator supports only the sessionType Standard_Stream, not " + type);
    }
    JsonNode inputs = document.path("inputs");
    if (!inputs.isObject()) {
      throw required("inputs");
    }
    known(inputs, "inputs.", INPUTS);
    return new SessionContent(text(document, "description"), preferences(inputs));
  }

  private static SessionPreferences preferences(JsonNode inputs) {
    Optional<String> keyPrefix = value(inputs, "s3KeyPrefix");
    boolean s3Encryption = flag(inputs, "s3EncryptionEnabled");
    boolean groupEncryption = flag(inputs, "cloudWatchEncryptionEnabled");
    boolean streaming = flag(inputs, "cloudWatchStreamingEnabled");
    boolean runAs = flag(inputs, "runAsEnabled");
    Optional<String> user = value(inputs, "runAsDefaultUser");
    JsonNode profile = inputs.path("shellProfile");
    if (!profile.isMissingNode() && !profile.isObject()) {
      throw invalid("inputs.shellProfile has to be an object");
    }
    known(profile, "inputs.shellProfile.", PROFILES);
    PROFILES.forEach(system ->
        value(profile, system)
            .filter(commands -> commands.length() > MAX_PROFILE)
            .ifPresent(_ -> {
              throw invalid("a shell profile has at most %d characters".formatted(MAX_PROFILE));
            }));
    return new SessionPreferences(
        value(inputs, "s3BucketName")
            .map(name -> new Bucket(name, keyPrefix.orElse(""), s3Encryption)),
        value(inputs, "cloudWatchLogGroupName")
            .map(name -> new LogGroup(name, groupEncryption, streaming)),
        value(inputs, "kmsKeyId"),
        runAs ? Optional.of(new RunAs(user)) : Optional.empty(),
        minutes(inputs, "idleSessionTimeout", MAX_IDLE_MINUTES)
            .orElse(SessionPreferences.DEFAULT.idleTimeout()),
        minutes(inputs, "maxSessionDuration", MAX_MINUTES),
        value(profile, "linux"));
  }

  private static JsonNode read(String content) {
    try {
      return Json.MAPPER.readTree(content);
    } catch (JsonProcessingException e) {
      throw ErrorWords.error(
          "document-content-not-json",
          "JSON",
          e.getLocation().getLineNr(),
          e.getLocation().getColumnNr());
    }
  }

  private static void known(JsonNode object, String prefix, Set<String> names) {
    object
        .propertyStream()
        .map(property -> property.getKey())
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw invalid("%s%s is not supported".formatted(prefix, name));
        });
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw invalid(name + " has to be a string");
    }
    return value.isMissingNode() ? Optional.empty() : Optional.of(value.textValue());
  }

  /** An empty string sets nothing, as in AWS's own examples [D]. */
  private static Optional<String> value(JsonNode object, String name) {
    return text(object, name).filter(text -> !text.isEmpty());
  }

  private static boolean flag(JsonNode inputs, String name) {
    JsonNode value = inputs.path(name);
    if (value.isMissingNode()) {
      throw required("inputs." + name);
    }
    if (!value.isBoolean()) {
      throw invalid("inputs.%s has to be a boolean".formatted(name));
    }
    return value.booleanValue();
  }

  private static Optional<Duration> minutes(JsonNode inputs, String name, int max) {
    return value(inputs, name)
        .map(text -> {
          int minutes = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
          if (minutes < 1 || minutes > max) {
            throw invalid(
                "inputs.%s has to be a number of minutes from 1 to %d, but is %s"
                    .formatted(name, max, text));
          }
          return Duration.ofMinutes(minutes);
        });
  }

  private static AwsError required(String name) {
    return invalid(name + " is required");
  }

  private static AwsError invalid(String reason) {
    return ErrorWords.error("document-content-invalid", reason);
  }
}
