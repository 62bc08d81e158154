package io.ssmenv.aws.ec2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ssmenv.topology.VpcEndpoint;
import org.jspecify.annotations.Nullable;

/** Reads the policies of VPC endpoints. */
final class EndpointPolicy {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int STATEMENT_MEMBERS = 4;

  private EndpointPolicy() {}

  /**
   * Returns {@link VpcEndpoint#FULL_ACCESS} for the default policy, whatever its version and order
   * of members [D], and for an endpoint whose service has no policies; otherwise the document
   * without white space, or unchanged if it is not JSON.
   */
  static String of(@Nullable String document) {
    if (document == null || document.isBlank()) {
      return VpcEndpoint.FULL_ACCESS;
    }
    try {
      JsonNode policy = JSON.readTree(document);
      return isFullAccess(policy) ? VpcEndpoint.FULL_ACCESS : policy.toString();
    } catch (JsonProcessingException e) {
      return document;
    }
  }

  private static boolean isFullAccess(JsonNode policy) {
    JsonNode statements = policy.path("Statement");
    JsonNode only = statements.isArray() && statements.size() == 1 ? statements.get(0) : statements;
    JsonNode principal = only.path("Principal");
    boolean everybody = isAny(principal) || (principal.size() == 1 && isAny(principal.path("AWS")));
    long others = only.propertyStream().filter(member -> !member.getKey().equals("Sid")).count();
    return others == STATEMENT_MEMBERS
        && only.path("Effect").asText().equals("Allow")
        && everybody
        && isAny(only.path("Action"))
        && isAny(only.path("Resource"));
  }

  private static boolean isAny(JsonNode value) {
    return (value.isArray() && value.size() == 1 ? value.get(0) : value).asText().equals("*");
  }
}
