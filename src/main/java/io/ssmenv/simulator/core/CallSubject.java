package io.ssmenv.simulator.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Determines the main resource of a call for the log: the id of the created resource, or the first
 * id or name in the request.
 */
public final class CallSubject {
  private static final String ID = "[a-z]+(?:-[a-z]+)?-[0-9a-f]{8,17}";
  private static final Pattern IDS = Pattern.compile("=(" + ID + ")(?= |$)");
  private static final Pattern NAMES =
      Pattern.compile(
          "(?:^| )(?:RoleName|InstanceProfileName|GroupName|PolicyArn|Name|Names\\.1)=(\\S+)");
  private static final Pattern CREATING_ACTIONS = Pattern.compile("(Create|Allocate|Run)[A-Z].*");

  private CallSubject() {}

  /**
   * Returns the subject, or the empty string.
   *
   * @param parameters the call's parameters, flattened
   * @param answer its response, if it succeeded
   */
  public static String of(String action, String parameters, Optional<Struct> answer) {
    Optional<String> created =
        CREATING_ACTIONS.matcher(action).matches()
            ? answer.flatMap(CallSubject::findId)
            : Optional.empty();
    return created.or(() -> first(NAMES, parameters)).or(() -> first(IDS, parameters)).orElse("");
  }

  private static Optional<String> first(Pattern pattern, String parameters) {
    Matcher matcher = pattern.matcher(parameters);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static Optional<String> findId(Value value) {
    return switch (value) {
      case Value.Text(String text) when text.matches(ID) -> Optional.of(text);
      case Value.Items items ->
          items.values().stream().flatMap(v -> findId(v).stream()).findFirst();
      case Struct struct ->
          struct.members().values().stream().flatMap(v -> findId(v).stream()).findFirst();
      default -> Optional.empty();
    };
  }
}
