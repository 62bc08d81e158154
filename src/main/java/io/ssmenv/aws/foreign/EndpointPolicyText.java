package io.ssmenv.aws.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy of an endpoint. Only one that restricts nothing is known to let an agent in: what a
 * condition means depends on the account.
 *
 * @param json as AWS shows it; absent if the service has no policies
 */
record EndpointPolicyText(@Nullable String json) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALL = "*";

  boolean allowsAll() {
    if (json == null || json.isBlank()) {
      return true;
    }
    try {
      List<JsonNode> statements = list(JSON.readTree(json).path("Statement"));
      return statements.stream().anyMatch(EndpointPolicyText::allowsAll)
          && statements.stream().allMatch(one -> one.path("Effect").asText().equals("Allow"));
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static boolean allowsAll(JsonNode statement) {
    JsonNode principal = statement.path("Principal");
    return statement.path("Effect").asText().equals("Allow")
        && has(statement.path("Action"))
        && has(statement.path("Resource"))
        && (has(principal) || has(principal.path("AWS")))
        && statement.path("Condition").isMissingNode();
  }

  private static boolean has(JsonNode values) {
    return list(values).stream().anyMatch(value -> value.asText().equals(ALL));
  }

  private static List<JsonNode> list(JsonNode node) {
    List<JsonNode> list = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(list::add);
    } else {
      list.add(node);
    }
    return list;
  }
}
