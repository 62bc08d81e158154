package io.ssmenv.aws.permission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One statement of an IAM policy: it allows actions on resources under conditions.
 *
 * @param sid the name, letters and digits only
 * @param actions such as {@code ec2:CreateVpc}, without wildcards
 * @param resources ARNs with wildcards, or {@code *} if the actions do not support resources
 * @param conditions by operator and condition key; one of the values has to match
 */
public record Statement(
    String sid,
    List<String> actions,
    List<String> resources,
    Map<String, Map<String, List<String>>> conditions) {

  /** Returns a statement that allows actions on all resources; {@link #on} restricts it. */
  static Statement allow(String sid, String... actions) {
    return allow(sid, List.of(actions));
  }

  static Statement allow(String sid, List<String> actions) {
    return new Statement(sid, actions, List.of("*"), Map.of());
  }

  /** Returns the statement for these resources only. */
  Statement on(List<String> arns) {
    return new Statement(sid, actions, List.copyOf(arns), conditions);
  }

  /** Returns the statement with one more condition. */
  Statement when(String operator, String key, String... values) {
    Map<String, Map<String, List<String>>> more = new LinkedHashMap<>(conditions);
    Map<String, List<String>> keys = new LinkedHashMap<>(more.getOrDefault(operator, Map.of()));
    keys.put(key, List.of(values));
    more.put(operator, keys);
    return new Statement(sid, actions, resources, more);
  }

  /** Returns the statement in the format of IAM. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Sid", sid);
    document.put("Effect", "Allow");
    document.put("Action", shortest(actions));
    document.put("Resource", shortest(resources));
    if (!conditions.isEmpty()) {
      Map<String, Map<String, Object>> written = new LinkedHashMap<>();
      conditions.forEach((operator, keys) -> {
        Map<String, Object> values = new LinkedHashMap<>();
        keys.forEach((key, any) -> values.put(key, shortest(any)));
        written.put(operator, values);
      });
      document.put("Condition", written);
    }
    return document;
  }

  /** IAM accepts a single value instead of a list of one. */
  private static Object shortest(List<String> values) {
    return values.size() == 1 ? values.getFirst() : values;
  }
}
