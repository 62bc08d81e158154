package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.RoleSpec;
import io.ssmenv.topology.Role;
import io.ssmenv.topology.RolePolicy;
import io.ssmenv.topology.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The role, the tags and the deletion policy.
 *
 * @param retained whether the resources are tagged as retained
 */
record ManifestSettings(Remains remains, boolean retained) {

  private static final String CORE_POLICY = ":aws:policy/AmazonSSMManagedInstanceCore";

  /** As in the CRD. */
  private static final String TAG_CHARACTERS = "^[\\p{L}\\p{Z}\\p{N}_.:/=+@-]*$";

  private static final int MOST_POLICIES = 19;
  private static final int MOST_TAGS = 40;
  private static final int LONGEST_KEY = 128;

  /** The fields {@code role}, {@code tags} and {@code deletionPolicy}, and what AWS cannot tell. */
  String yaml() {
    StringBuilder yaml = new StringBuilder(role());
    Map<String, String> tags = tags();
    if (!tags.isEmpty()) {
      yaml.append("  tags:\n");
      tags.forEach((key, value) ->
          yaml.append("    %s: %s\n".formatted(YamlText.scalar(key), YamlText.scalar(value))));
    }
    yaml.append(
        retained
            ? "  deletionPolicy: Retain\n"
            : "  # AWS does not tell deletionPolicy: set it as before.\n");
    return yaml.append(
            """
              # AWS does not tell drift, paused, disruption, verification and
              # instances[].rebootWhenUnreachable: set them as before.
            """)
        .toString();
  }

  private String role() {
    Optional<Role> role = remains.of(Role.class).findFirst();
    if (role.isEmpty()) {
      return "  # No IAM role is left: set role as before.\n";
    }
    List<String> lines = new ArrayList<>();
    role.get()
        .boundary()
        .filter(arn -> arn.matches(RoleSpec.ARN))
        .ifPresent(arn -> lines.add("    permissionsBoundary: " + YamlText.scalar(arn)));
    List<String> policies =
        remains
            .of(RolePolicy.class)
            .map(RolePolicy::policyArn)
            .filter(arn -> arn.matches(RoleSpec.ARN) && !arn.endsWith(CORE_POLICY))
            .sorted()
            .limit(MOST_POLICIES)
            .toList();
    if (!policies.isEmpty()) {
      lines.add("    managedPolicies:");
      policies.forEach(arn -> lines.add("    - " + YamlText.scalar(arn)));
    }
    return lines.isEmpty() ? "" : "  role:\n" + String.join("\n", lines) + "\n";
  }

  /** Those that all resources have: a tag of the spec is on each of them. */
  private Map<String, String> tags() {
    List<Tags> all =
        remains.observed().stream()
            .flatMap(one -> one.resource().values().values().stream())
            .flatMap(value -> value instanceof Tags tags ? Stream.of(tags) : Stream.empty())
            .toList();
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<String, String> common = new TreeMap<>(all.getFirst().values());
    all.forEach(tags -> common.entrySet().retainAll(tags.values().entrySet()));
    common.entrySet().removeIf(tag -> !isOfSpec(tag.getKey(), tag.getValue()));
    while (common.size() > MOST_TAGS) {
      common.remove(((TreeMap<String, String>) common).lastKey());
    }
    return common;
  }

  private static boolean isOfSpec(String key, String value) {
    String lower = key.toLowerCase(Locale.ROOT);
    return !key.isEmpty()
        && key.length() <= LONGEST_KEY
        && !lower.startsWith("aws:")
        && !lower.startsWith("ssmenv")
        && !key.equals("Name")
        && key.matches(TAG_CHARACTERS)
        && value.matches(TAG_CHARACTERS);
  }
}
