package io.ssmenv.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.iam.PolicyDocument.MalformedPolicyException;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A statement of a policy, with the elements that the simulation evaluates.
 *
 * @param sid its name, empty if it has none
 * @param allow whether its effect is {@code Allow}, else {@code Deny}
 * @param actions the patterns of {@code Action}
 * @param notActions the patterns of {@code NotAction}
 * @param services the services of its principal, in a trust policy; {@code *} for all
 * @param principals the accounts, users, roles and sessions of its principal, by ARN or account id
 * @param providers the OpenID Connect providers of its principal, by ARN
 * @param resources the patterns of {@code Resource}
 * @param notResources the patterns of {@code NotResource}
 * @param conditions its conditions, all of which have to be fulfilled
 */
public record PolicyStatement(
    String sid,
    boolean allow,
    List<String> actions,
    List<String> notActions,
    List<String> services,
    List<String> principals,
    List<String> providers,
    List<String> resources,
    List<String> notResources,
    List<PolicyCondition> conditions) {

  private static final Pattern PRINCIPAL =
      Pattern.compile(
          "\\*|\\d{12}|arn:aws:iam::\\d{12}:(root|(user|role)/[!-)+-~]+)"
              + "|arn:aws:sts::\\d{12}:assumed-role/[\\w+=,.@-]+/[\\w+=,.@-]+");

  private static final Pattern PROVIDER =
      Pattern.compile("arn:aws:iam::\\d{12}:oidc-provider/[!-)+-~]+");

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
        if (json.has("NotPrincipal")) {
          throw new MalformedPolicyException("The simulator does not support NotPrincipal");
        }
      }
      case ENDPOINT -> {
        if (!principal) {
          throw new MalformedPolicyException("Missing required field Principal");
        }
        if (!resource) {
          throw new MalformedPolicyException("Policy statement must contain resources.");
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
    JsonNode principalJson = json.path("Principal");
    List<String> services =
        principalJson.isTextual()
            ? List.of(principalJson.asText())
            : PolicyDocument.texts(principalJson.path("Service"));
    List<String> principals =
        principalJson.isTextual()
            ? List.of(principalJson.asText())
            : PolicyDocument.texts(principalJson.path("AWS"));
    for (String arn : principals) {
      if (!PRINCIPAL.matcher(arn).matches()) {
        throw new MalformedPolicyException(
            "Invalid principal in policy: \"AWS\":\"%s\"".formatted(arn));
      }
    }
    List<String> providers = PolicyDocument.texts(principalJson.path("Federated"));
    for (String arn : providers) {
      if (!PROVIDER.matcher(arn).matches()) {
        throw new MalformedPolicyException(
            "Only ARNs of OpenID Connect providers are supported as federated principals: " + arn);
      }
    }
    return new PolicyStatement(
        json.path("Sid").asText(""),
        effect.equals("Allow"),
        actions,
        notActions,
        services,
        principals,
        providers,
        PolicyDocument.texts(json.path("Resource")),
        PolicyDocument.texts(json.path("NotResource")),
        conditions(json.path("Condition")));
  }

  private static List<PolicyCondition> conditions(JsonNode json) {
    List<PolicyCondition> conditions = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : json.properties()) {
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        conditions.add(
            new PolicyCondition(
                operator.getKey(), key.getKey(), PolicyDocument.texts(key.getValue())));
      }
    }
    return List.copyOf(conditions);
  }

  /** Returns whether it has conditions. */
  boolean conditional() {
    return !conditions.isEmpty();
  }

  /** Returns whether the statement applies to an access, independent of its effect. */
  boolean covers(Access access) {
    return covers(access.action())
        && coversResource(access)
        && conditions.stream().allMatch(condition -> condition.holds(access));
  }

  /** A pattern may contain policy variables; without their values, it matches nothing [D]. */
  private boolean coversResource(Access access) {
    return resources.isEmpty()
        ? notResources.stream().noneMatch(pattern -> matches(pattern, access))
        : resources.stream().anyMatch(pattern -> matches(pattern, access));
  }

  private static boolean matches(String pattern, Access access) {
    return PolicyCondition.resolve(pattern, access)
        .filter(
            resolved -> access.resources().stream().anyMatch(one -> Glob.matches(resolved, one)))
        .isPresent();
  }

  /** Returns whether the statement applies to an action, independent of its effect. */
  public boolean covers(String action) {
    return actions.isEmpty()
        ? notActions.stream().noneMatch(pattern -> Glob.matchesIgnoringCase(pattern, action))
        : actions.stream().anyMatch(pattern -> Glob.matchesIgnoringCase(pattern, action));
  }

  /** Returns whether a statement of a trust policy applies to an access of a principal. */
  boolean covers(Access access, Principal principal) {
    return covers(access.action())
        && (names(principal) || namesAccountOf(principal))
        && conditions.stream().allMatch(condition -> condition.holds(access));
  }

  /** Returns whether a statement of a trust policy applies to an access with a provider's token. */
  boolean covers(Access access, OidcProvider provider) {
    boolean named = providers.contains(provider.arn()) || (!allow && principals.contains("*"));
    return named
        && covers(access.action())
        && conditions.stream().allMatch(condition -> condition.holds(access));
  }

  /** Returns whether the statement's principals include a principal by its own ARN. */
  boolean names(Principal principal) {
    return principals.contains("*")
        || principals.contains(principal.arn())
        || principals.contains(principal.identityArn());
  }

  private boolean namesAccountOf(Principal principal) {
    return principals.contains(principal.accountId())
        || principals.contains("arn:aws:iam::%s:root".formatted(principal.accountId()));
  }

  /** Returns whether the statement's principals include a service. */
  public boolean names(String service) {
    return services.contains(service) || services.contains("*");
  }
}
