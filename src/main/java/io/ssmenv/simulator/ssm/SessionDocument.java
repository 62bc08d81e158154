package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The session documents that every account has, with their parameters [D]. */
enum SessionDocument {
  RUN_SHELL("SSM-SessionManagerRunShell"),
  PORT_FORWARDING(
      "AWS-StartPortForwardingSession",
      Parameter.with("portNumber", Parameter.PORT, "80"),
      Parameter.with("localPortNumber", Parameter.LOCAL_PORT, "0")),
  PORT_FORWARDING_TO_REMOTE_HOST(
      "AWS-StartPortForwardingSessionToRemoteHost",
      Parameter.required("host", "[^,$^&()!;'\"<>`{}\\[\\]|#=]{3,}"),
      Parameter.with("portNumber", Parameter.PORT, "22"),
      Parameter.with("localPortNumber", Parameter.LOCAL_PORT, "0")),
  SSH("AWS-StartSSHSession", Parameter.with("portNumber", Parameter.PORT, "22")),
  INTERACTIVE_COMMAND("AWS-StartInteractiveCommand", Parameter.required("command", ".+")),
  NON_INTERACTIVE_COMMAND("AWS-StartNonInteractiveCommand", Parameter.required("command", ".+"));

  /**
   * A parameter.
   *
   * @param pattern what its whole value has to match
   * @param preset its default; it is required if it has none
   */
  private record Parameter(String name, String pattern, Optional<String> preset) {
    static final String PORT =
        "([1-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    static final String LOCAL_PORT = PORT + "|0";

    static Parameter with(String name, String pattern, String preset) {
      return new Parameter(name, pattern, Optional.of(preset));
    }

    static Parameter required(String name, String pattern) {
      return new Parameter(name, pattern, Optional.empty());
    }

    String valueOf(SessionDocument document, Params given) {
      List<String> values = given.texts(name);
      String value =
          values.size() > 1
              ? String.join(",", values)
              : values.stream()
                  .findFirst()
                  .or(() -> preset)
                  .orElseThrow(() ->
                      ErrorWords.error(
                          "invalid-parameters-session-missing", name, document.documentName()));
      if (!value.matches(pattern)) {
        throw ErrorWords.error("invalid-parameters-session-value", name, value, pattern);
      }
      return value;
    }
  }

  /** Documents of AWS that have another type. */
  private static final Set<String> COMMANDS =
      Set.of("AWS-RunShellScript", "AWS-RunPowerShellScript");

  private final String documentName;

  @SuppressWarnings("ImmutableEnumChecker") // List.of returns an immutable list.
  private final List<Parameter> parameters;

  SessionDocument(String documentName, Parameter... parameters) {
    this.documentName = documentName;
    this.parameters = List.of(parameters);
  }

  String documentName() {
    return documentName;
  }

  /** Returns whether AWS owns it, so that its ARN has no account. */
  boolean isOwnedByAws() {
    return documentName.startsWith("AWS-");
  }

  /**
   * Finds a document.
   *
   * @throws AwsError if there is none
   */
  static SessionDocument of(String nameOrArn) {
    String name = nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
    if (COMMANDS.contains(name)) {
      throw ErrorWords.error("invalid-document-type-session", "Command");
    }
    return find(name)
        .orElseThrow(() ->
            name.startsWith("AWS-")
                ? ErrorWords.error("document-unsupported", name)
                : ErrorWords.error("invalid-document", name));
  }

  static Optional<SessionDocument> find(String name) {
    return Arrays.stream(values())
        .filter(document -> document.documentName.equals(name))
        .findFirst();
  }

  /**
   * Returns the values of its parameters.
   *
   * @throws AwsError if one is missing, invalid, or not of this document
   */
  SequencedMap<String, String> parameters(Params request) {
    Params given = request.struct("Parameters").orElseGet(SessionDocument::none);
    given.names().stream()
        .filter(name -> parameters.stream().noneMatch(known -> known.name().equals(name)))
        .findFirst()
        .ifPresent(unknown -> {
          throw ErrorWords.error("invalid-parameters-session-unknown", unknown, documentName);
        });
    SequencedMap<String, String> values = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      values.put(parameter.name(), parameter.valueOf(this, given));
    }
    return values;
  }

  private static Params none() {
    return Params.ofQuery(ErrorDialect.JSON, Map.of());
  }
}
