package io.ssmenv.cli.orphans;

import io.ssmenv.api.v1alpha1.SessionLog;
import io.ssmenv.api.v1alpha1.SessionSettings;
import io.ssmenv.api.v1alpha1.ShellProfile;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.topology.RoleInlinePolicy;
import io.ssmenv.topology.SsmDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The preferences of sessions, from the session document. Without them, the operator would delete
 * the document and the policy as drift, so whatever is not recovered is said.
 *
 * @param name of the environment
 */
record ManifestSessions(Remains remains, String name) {

  private static final String AS_BEFORE =
      "set sessions as before. Without it, the operator deletes ";

  /** The services whose endpoints an environment needs for its sessions. */
  List<String> services() {
    return recovered().map(found -> EndpointServices.of(found.settings())).orElse(List.of());
  }

  private Optional<RecoveredSessions> recovered() {
    return documents().size() == 1
        ? RecoveredSessions.of(name, documents().getFirst())
        : Optional.empty();
  }

  private List<SsmDocument> documents() {
    return remains.of(SsmDocument.class).toList();
  }

  /** The field {@code sessions}, and what could not be recovered. */
  String yaml() {
    return recovered()
        .map(this::yaml)
        .orElseGet(() -> documents().isEmpty() ? withoutDocument() : unreadable());
  }

  private String withoutDocument() {
    return remains
            .of(RoleInlinePolicy.class)
            .anyMatch(policy -> policy.name().equals(RoleInlinePolicy.SESSIONS))
        ? comment(
            "No session document is left, but the role has the policy "
                + RoleInlinePolicy.SESSIONS
                + ": "
                + AS_BEFORE
                + "the policy.")
        : "";
  }

  private String unreadable() {
    String names = documents().stream().map(SsmDocument::name).collect(Collectors.joining(", "));
    return comment(
        documents().size() == 1
            ? "The document " + names + " has no preferences that can be read: " + AS_BEFORE + "it."
            : "There are several session documents (" + names + "): " + AS_BEFORE + "them.");
  }

  private String yaml(RecoveredSessions found) {
    StringBuilder yaml = new StringBuilder();
    found
        .rejected()
        .forEach((field, value) ->
            yaml.append(
                comment(
                    "sessions.%s: the document has %s, which is not valid here. Set it as before."
                        .formatted(field, value))));
    if (!found.differing().isEmpty()) {
      yaml.append(
          comment(
              "The document %s differs from these settings in %s: the operator will write it again."
                  .formatted(documents().getFirst().name(), String.join(", ", found.differing()))));
    }
    List<String> fields = fields(found.settings());
    return yaml.append(
            fields.isEmpty() ? "  sessions: {}\n" : "  sessions:\n" + String.join("", fields))
        .toString();
  }

  private static List<String> fields(SessionSettings settings) {
    List<String> fields = new ArrayList<>();
    SessionLog log = settings.logOrDefault();
    addGroup(fields, "log", field("cloudWatchGroup", log.group()), field("s3Bucket", log.bucket()));
    fields.add(field("kmsKeyId", settings.key()));
    fields.add(field("runAs", settings.user()));
    fields.add(field("idleTimeout", Optional.ofNullable(settings.idleTimeout())));
    fields.add(field("maxDuration", Optional.ofNullable(settings.maxDuration())));
    ShellProfile profile = settings.shellProfileOrDefault();
    addGroup(
        fields,
        "shellProfile",
        field("linux", profile.forLinux()),
        field("windows", profile.forWindows()));
    return fields.stream().filter(text -> !text.isEmpty()).toList();
  }

  private static void addGroup(List<String> fields, String name, String... members) {
    String all = String.join("", members).indent(2);
    fields.add(all.isEmpty() ? "" : "    " + name + ":\n" + all);
  }

  private static String field(String name, Optional<String> value) {
    return value.map(text -> "    %s: %s\n".formatted(name, YamlText.scalar(text))).orElse("");
  }

  private static String comment(String text) {
    return " " + YamlText.comment(text) + "\n";
  }
}
