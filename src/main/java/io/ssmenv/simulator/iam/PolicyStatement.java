package io.ssmenv.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmenv.simulator.iam.PolicyDocument.MalformedPolicyException;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One statement of a policy, as far as the simulation judges it.
 *
 * @param allow whether its effect is {@code Allow}, else {@code Deny}
 * @param actions the actions it names, with {@code *} and {@code ?}
 * @param notActions the actions it leaves out, if written with {@code NotAction}
 * @param services the services of its principal, in a trust policy; {@code *} names all
 * @param conditional whether it holds under a {@code Condition} only
 */
public record PolicyStatement(
    boolean allow,
    List<String> actions,
    List<String> notActions,
    List<String> services,
    boolean conditional) {

  static PolicyStatement parse(JsonNode json, Use use) {
    String effect = json.path("Effect").asText("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new MalformedPolicyException(
          effect.isEmpty() ? "Missing required field Effect" : "Invalid effect: " + effect);
    }
    List<String> actions = PolicyDocument.texts(json.path("Action"));
    List<String> notActions = PolicyDocument.texts(json.path("NotAction"));
    if (actions.isEmpty() && notActions.isEmpty()) {
      throw new MalformedPolicyException("Policy statement must contain actions.");
    }
    for (String action : actions) {
      if (!action.equals("*") && !action.contains(":")) {
        throw new MalformedPolicyException(
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
      }
    }
    boolean principal = json.has("Principal") || json.has("NotPrincipal");
    boolean resource = json.has("Resource") || json.has("NotResource");
    switch (use) {
      case TRUST -> {
        if (resource) {
          throw new MalformedPolicyException("Has prohibited field Resource");
        }
        if (!principal) {
          throw new MalformedPolicyException("Missing required field Principal");
        }
      }
      case PERMISSIONS -> {
        if (principal) {
          throw new MalformedPolicyException("Policy document should not specify a principal.");
        }
        if (!resource) {
          throw new MalformedPolicyException("Policy statement must contain resources.");
        }
      }
    }
    JsonNode who = json.path("Principal");
    List<String> services =
        who.isTextual() ? List.of(who.asText()) : PolicyDocument.texts(who.path("Service"));
    return new PolicyStatement(
        effect.equals("Allow"), actions, notActions, services, !json.path("Condition").isEmpty());
  }

  /** Whether the statement is about the action, whatever its effect. */
  public boolean covers(String action) {
    return actions.isEmpty()
        ? notActions.stream().noneMatch(pattern -> matches(pattern, action))
        : actions.stream().anyMatch(pattern -> matches(pattern, action));
  }

  /** Whether the statement's principal includes the service. */
  public boolean names(String service) {
    return services.contains(service) || services.contains("*");
  }

  private static boolean matches(String pattern, String action) {
    String regex =
        Pattern.compile("[*?]|[^*?]+")
            .matcher(pattern)
            .replaceAll(found ->
                switch (found.group()) {
                  case "*" -> ".*";
                  case "?" -> ".";
                  default -> Matcher.quoteReplacement(Pattern.quote(found.group()));
                });
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }
}
