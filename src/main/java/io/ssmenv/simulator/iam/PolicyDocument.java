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
 * A policy document as its author wrote it, and what it says about an action.
 *
 * <p>IAM hands a document back byte for byte, so the text is kept beside the statements read from
 * it. Of an agent the simulation asks only whether it may call Systems Manager at all: resources
 * are not looked at, since every one is {@code *}, and a statement with a {@code PolicyCondition}
 * is taken in the stricter sense: it allows nothing, and it denies whatever it names. The callers
 * of the API are judged in full, see {@link Principals}.
 *
 * @param text the JSON text
 * @param statements the statements in order, at least one
 */
public record PolicyDocument(String text, List<PolicyStatement> statements) {

  /**
   * The uses of a document: who may assume a role, what an identity may do, and what may be done
   * through a VPC endpoint.
   */
  public enum Use {
    TRUST,
    PERMISSIONS,
    ENDPOINT
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a document.
   *
   * @throws MalformedPolicyException with IAM's own sentence, if it isn't a policy of that use
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

  /** What the document says about an action like {@code ssm:UpdateInstanceInformation}. */
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
   * Whether a service such as {@code ec2.amazonaws.com} may assume the role that has this trust.
   */
  public boolean trusts(String service) {
    return statements.stream()
        .filter(s -> s.covers("sts:AssumeRole") && s.names(service))
        .map(s -> s.allow() && !s.conditional())
        .reduce(Boolean::logicalAnd)
        .orElse(false);
  }

  /** What the document says about this access. */
  Decision decide(Access access) {
    List<PolicyStatement> matching =
        statements.stream().filter(statement -> statement.covers(access)).toList();
    return matching.isEmpty()
        ? Decision.IMPLICIT_DENY
        : matching.stream().allMatch(PolicyStatement::allow)
            ? Decision.ALLOW
            : Decision.EXPLICIT_DENY;
  }

  /** How the document, a role's trust, speaks of somebody who wants something of the role. */
  TrustMatch matchTrust(Principal principal, Access access) {
    List<PolicyStatement> matching =
        statements.stream().filter(statement -> statement.covers(access, principal)).toList();
    return matching.isEmpty() || !matching.stream().allMatch(PolicyStatement::allow)
        ? TrustMatch.NONE
        : matching.stream().anyMatch(statement -> statement.names(principal))
            ? TrustMatch.NAMED
            : TrustMatch.ACCOUNT;
  }

  /** Whether the document, a role's trust, lets somebody with a provider's token do this. */
  boolean trusts(OidcProvider provider, Access access) {
    List<PolicyStatement> matching =
        statements.stream().filter(statement -> statement.covers(access, provider)).toList();
    return !matching.isEmpty() && matching.stream().allMatch(PolicyStatement::allow);
  }

  /** The members of a JSON value that may be one thing or a list of them; none if it is missing. */
  static List<JsonNode> elements(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return List.of();
    }
    return node.isArray() ? node.valueStream().toList() : List.of(node);
  }

  /** The texts of a JSON value that may be one text or a list of them. */
  static List<String> texts(JsonNode node) {
    return elements(node).stream().map(JsonNode::asText).toList();
  }

  /**
   * What a document says about one action; a denial wins over every other document's permission.
   */
  public enum Decision {
    ALLOW,
    EXPLICIT_DENY,
    IMPLICIT_DENY;

    /** IAM's rule for several identity policies: a denial wins, else any permission. */
    public Decision combine(Decision other) {
      if (this == EXPLICIT_DENY || other == EXPLICIT_DENY) {
        return EXPLICIT_DENY;
      }
      return this == ALLOW || other == ALLOW ? ALLOW : IMPLICIT_DENY;
    }

    /** IAM's rule for boundaries and session policies: both have to permit. */
    Decision boundedBy(Decision limit) {
      if (this == EXPLICIT_DENY || limit == EXPLICIT_DENY) {
        return EXPLICIT_DENY;
      }
      return this == ALLOW && limit == ALLOW ? ALLOW : IMPLICIT_DENY;
    }
  }

  /** The document isn't a policy; its message is what IAM answers. */
  public static final class MalformedPolicyException extends RuntimeException {
    MalformedPolicyException(String message) {
      super(message);
    }

    MalformedPolicyException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Its size as IAM's quotas count it: characters that are no white space [D]. */
  long size() {
    return text.chars().filter(c -> !Character.isWhitespace(c)).count();
  }

  /** The text as IAM sends it: URL-encoded as of RFC 3986 [D]. */
  public String urlEncoded() {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
