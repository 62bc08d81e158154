package io.ssmenv.simulator.iam;

import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.iam.PolicyDocument.MalformedPolicyException;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads and validates common parameters of IAM's operations, with the constraints of IAM's service
 * model.
 */
final class IamInput {
  private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
  private static final Pattern PATH = Pattern.compile("/|/[!-~]+/");
  private static final int MAX_TAGS = 50;
  private static final int MAX_TRUST_SIZE = 2048;

  private IamInput() {}

  static String roleName(Params params) {
    return name(params, "RoleName", 64);
  }

  static String profileName(Params params) {
    return name(params, "InstanceProfileName", 128);
  }

  static String policyName(Params params) {
    return name(params, "PolicyName", 128);
  }

  private static String name(Params params, String parameter, int maxLength) {
    String name = params.required(parameter);
    if (name.length() > maxLength) {
      throw IamErrors.validation(
          member(parameter), "Member must have length less than or equal to " + maxLength);
    }
    if (!NAME.matcher(name).matches()) {
      throw IamErrors.validation(
          member(parameter), "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
    }
    return name;
  }

  /** Returns the path of a new entity, by default {@code /}. */
  static String path(Params params) {
    String path = params.text("Path").orElse("/");
    if (path.length() > 512 || !PATH.matcher(path).matches()) {
      throw IamErrors.validation(
          "path", "Member must begin and end with / and have at most 512 characters");
    }
    return path;
  }

  /** Returns the path prefix of a list call, by default {@code /}. */
  static String pathPrefix(Params params) {
    String prefix = params.text("PathPrefix").orElse("/");
    if (!prefix.startsWith("/")) {
      throw IamErrors.validation("pathPrefix", "Member must begin with /");
    }
    return prefix;
  }

  /** Returns a role's trust policy, which has its own quota [D]. */
  static PolicyDocument trust(Params params, String parameter) {
    PolicyDocument trust = document(params, parameter, Use.TRUST);
    if (trust.size() > MAX_TRUST_SIZE) {
      throw IamErrors.quota("ACLSizePerRole", MAX_TRUST_SIZE);
    }
    return trust;
  }

  static PolicyDocument document(Params params, String parameter, Use use) {
    try {
      return PolicyDocument.parse(params.required(parameter), use);
    } catch (MalformedPolicyException e) {
      throw IamErrors.malformedPolicy(String.valueOf(e.getMessage()));
    }
  }

  /** Merges the tags of a create or tag call into the present tags. */
  static Map<String, String> tags(Params params, Map<String, String> present) {
    Map<String, String> given = new LinkedHashMap<>();
    for (Params tag : params.structs("Tags")) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      if (key.length() > 128 || value.length() > 256) {
        throw IamErrors.validation(
            "tags", "Member must have a key of at most 128 and a value of at most 256 characters");
      }
      if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
        throw IamErrors.invalidInput(
            "Tag keys starting with aws: are reserved for AWS use: " + key);
      }
      if (given.put(key, value) != null) {
        throw IamErrors.invalidInput(
            "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
      }
    }
    Map<String, String> all = new LinkedHashMap<>(present);
    all.putAll(given);
    if (all.size() > MAX_TAGS) {
      throw IamErrors.quota("TagsPerResource", MAX_TAGS);
    }
    return all;
  }

  /** Returns the tags that remain after an untag call. */
  static Map<String, String> withoutTags(Params params, Map<String, String> present) {
    Map<String, String> remaining = new LinkedHashMap<>(present);
    params.texts("TagKeys").forEach(remaining::remove);
    return remaining;
  }

  private static String member(String parameter) {
    return parameter.substring(0, 1).toLowerCase(Locale.ROOT) + parameter.substring(1);
  }
}
