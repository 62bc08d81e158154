package io.ssmenv.simulator.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.simulator.core.Access;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy document: its text and its parsed statements.
 *
 * <p>IAM returns a document byte for byte, so the text is kept. For agents, the simulation
 * evaluates actions only: it ignores resources, because they are always {@code *}, and treats a
 * statement with a condition strictly: it allows nothing and denies its actions. Policies of the
 * API's callers are evaluated completely, see {@link Principals}.
 *
 * @param text the JSON text
 * @param statements the statements in order, at least one
 */
public record PolicyDocument(String text, List<PolicyStatement> statements) {

  /**
   * The types of policies: trust policies of roles, identity policies, and policies of VPC
   * endpoints.
   */
  public enum Use {
    TRUST,
    PERMISSIONS,
    ENDPOINT
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Parses a document.
   *
   * @throws MalformedPolicyException with IAM's error message if it is not a policy of this type
   */
  public static PolicyDocument parse(String text, Use use) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new MalformedPolicyException("This policy contains invalid Json", e);
    }
    if (!root.isObject()) {
      throw new MalformedPolicyException("Syntax errors in policy.");
    }
    String version = root.path("Version").asText("2008-10-17");
    if (!version.equals("2012-10-17") && !version.equals("2008-10-17")) {
      throw new MalformedPolicyException("The policy has an invalid version: " + version);
    }
    List<PolicyStatement> statements = new ArrayList<>();
    for (JsonNode statement : elements(root.path("Statement"))) {
      statements.add(PolicyStatement.parse(statement, use));
    }
    if (statements.isEmpty()) {
      throw new MalformedPolicyException("Missing required field Statement");
    }
    return new PolicyDocument(text, List.copyOf(statements));
  }

  /** Evaluates the document for an action such as {@code ssm:UpdateInstanceInformation}. */
  public Decision decide(String action) {
    boolean allowed = false;
    for (PolicyStatement statement : statements) {
      if (statement.covers(action)) {
        if (!statement.allow()) {
          return Decision.EXPLICIT_DENY;
        }
        allowed = allowed || !statement.conditional();
      }
    }
    return allowed ? Decision.ALLOW : Decision.IMPLICIT_DENY;
  }

  /**
   * Returns whether a service such as {@code ec2.amazonaws.com} may assume the role with this trust
   * policy.
   */
  public boolean trusts(String service) {
    return statements.stream()
        .filter(s -> s.covers("sts:AssumeRole") && s.names(service))
        .map(s -> s.allow() && !s.conditional())
        .reduce(Boolean::logicalAnd)
        .orElse(false);
  }

  /** Evaluates the document for an access. */
  public Decision decide(Access access) {
    List<PolicyStatement> matching =
        statements.stream().filter(statement -> statement.covers(access)).toList();
    return matching.isEmpty()
        ? Decision.IMPLICIT_DENY
        : matching.stream().allMatch(PolicyStatement::allow)
            ? Decision.ALLOW
            : Decision.EXPLICIT_DENY;
  }

  /** Evaluates this trust policy for a principal that accesses the role. */
  TrustMatch matchTrust(Principal principal, Access access) {
    List<PolicyStatement> matching =
        statements.stream().filter(statement -> statement.covers(access, principal)).toList();
    return matching.isEmpty() || !matching.stream().allMatch(PolicyStatement::allow)
        ? TrustMatch.NONE
        : matching.stream().anyMatch(statement -> statement.names(principal))
            ? TrustMatch.NAMED
            : TrustMatch.ACCOUNT;
  }

  /** Returns whether this trust policy allows an access with a provider's token. */
  boolean trusts(OidcProvider provider, Access access) {
    List<PolicyStatement> matching =
        statements.stream().filter(statement -> statement.covers(access, provider)).toList();
    return !matching.isEmpty() && matching.stream().allMatch(PolicyStatement::allow);
  }

  /**
   * Returns the elements of a JSON value that may be a single element or a list; empty if it is
   * missing.
   */
  static List<JsonNode> elements(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    return node.isArray() ? node.valueStream().toList() : List.of(node);
  }

  /** Returns the strings of a JSON value that may be a single string or a list. */
  static List<String> texts(JsonNode node) {
    return elements(node).stream().map(JsonNode::asText).toList();
  }

  /** The result of an evaluation. An explicit deny overrides all other results. */
  public enum Decision {
    ALLOW,
    EXPLICIT_DENY,
    IMPLICIT_DENY;

    /** Combines identity policies: an explicit deny overrides an allow of any other policy. */
    public Decision combine(Decision other) {
      if (this == EXPLICIT_DENY || other == EXPLICIT_DENY) {
        return EXPLICIT_DENY;
      }
      return this == ALLOW || other == ALLOW ? ALLOW : IMPLICIT_DENY;
    }

    /** Applies a permissions boundary or a session policy: both have to allow. */
    Decision boundedBy(Decision limit) {
      if (this == EXPLICIT_DENY || limit == EXPLICIT_DENY) {
        return EXPLICIT_DENY;
      }
      return this == ALLOW && limit == ALLOW ? ALLOW : IMPLICIT_DENY;
    }
  }

  /** The document is not a valid policy. The message is that of IAM. */
  public static final class MalformedPolicyException extends RuntimeException {
    MalformedPolicyException(String message) {
      super(message);
    }

    MalformedPolicyException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Returns its size for IAM's quotas: the characters without white space [D]. */
  long size() {
    return text.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** Returns the text as in IAM's responses: URL-encoded as of RFC 3986 [D]. */
  public String urlEncoded() {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
