package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and checks the parameters of the operations on documents, as in AWS's model [D]. */
final class DocumentInput {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_\\-.]{3,128}");
  private static final Pattern NAME_OR_ARN = Pattern.compile("[a-zA-Z0-9_\\-.:/]{3,128}");
  private static final Pattern VERSION = Pattern.compile("[$]LATEST|[$]DEFAULT|[1-9][0-9]*");
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");
  private static final List<String> RESERVED =
      List.of("aws", "amazon", "amzn", "AWSEC2", "AWSConfigRemediation", "AWSSupport");
  private static final int MAX_TAGS = 50;

  private DocumentInput() {}

  static String name(Params params) {
    return matching(params.required("Name"), "name", NAME);
  }

  /** Returns the name of a new document, which may not begin like those of AWS. */
  static String newName(Params params) {
    String name = name(params);
    String lower = name.toLowerCase(Locale.ROOT);
    if (RESERVED.stream().anyMatch(prefix -> lower.startsWith(prefix.toLowerCase(Locale.ROOT)))) {
      throw ErrorWords.error("document-name-reserved", name);
    }
    return name;
  }

  /** Returns the name of a document that is given by its name or its ARN. */
  static String nameOfNameOrArn(String nameOrArn) {
    String given = matching(nameOrArn, "name", NAME_OR_ARN);
    return given.substring(given.lastIndexOf('/') + 1);
  }

  static Optional<String> version(Params params) {
    return params
        .text("DocumentVersion")
        .map(version -> matching(version, "documentVersion", VERSION));
  }

  static void checkFormat(Params params) {
    String format = params.text("DocumentFormat").orElse("JSON");
    if (!format.equals("JSON")) {
      throw validation("The simulator supports the document format JSON only, not " + format);
    }
  }

  /** Merges the tags of a request into the present tags. */
  static Map<String, String> tags(Params params, Map<String, String> present) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Params tag : params.structs("Tags")) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      if (key.length() > 128 || value.length() > 256) {
        throw constraint("tags", "a key of at most 128 and a value of at most 256 characters");
      }
      matching(key, "tags", TAG);
      matching(value, "tags", TAG);
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw validation("aws: prefixed tag key names are not allowed for external use.");
      }
      if (given.put(key, value) != null) {
        throw validation("Duplicate tag keys found: " + key);
      }
    }
    Map<String, String> all = new LinkedHashMap<>(present);
    all.putAll(given);
    if (all.size() > MAX_TAGS) {
      throw ErrorWords.error("too-many-tags");
    }
    return all;
  }

  private static String matching(String value, String member, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: %s"
              .formatted(value, member, pattern));
    }
    return value;
  }

  static AwsError constraint(String member, String constraint) {
    return validation(
        "1 validation error detected: Value at '%s' failed to satisfy constraint: Member must have %s"
            .formatted(member, constraint));
  }

  static AwsError validation(String message) {
    return new AwsError("ValidationException", message);
  }
}
