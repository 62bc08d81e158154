package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.Params;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decodes the form-encoded requests of both Query protocols. */
final class QueryForm {
  private QueryForm() {}

  static WireCall decode(ErrorDialect dialect, String version, WireRequest request) {
    Map<String, String> fields = fields(request.text());
    String action = fields.remove("Action");
    if (action == null || action.isEmpty()) {
      throw new AwsError("MissingAction", "The request must contain the parameter Action");
    }
    String requested = fields.remove("Version");
    if (!version.equals(requested)) {
      throw new AwsError(
          "NoSuchVersion",
          "The requested version (%s) is not valid: %s is".formatted(requested, version));
    }
    return new WireCall(action, Params.ofQuery(dialect, fields));
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : form.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsError("MalformedQueryString", "The form is not URL-encoded: " + e.getMessage());
    }
  }
}
