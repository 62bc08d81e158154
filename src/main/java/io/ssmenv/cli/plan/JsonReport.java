package io.ssmenv.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.PlannedChange.Action;
import io.ssmenv.plan.Step;
import io.ssmenv.plan.Wait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Plans as JSON. {@code docs/plan.md} has the schema, which only grows. */
final class JsonReport {

  private static final String FORMAT = "ssmenv.io/plan/v1";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static String of(List<EnvironmentPlan> plans) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("hasChanges", plans.stream().anyMatch(plan -> !plan.isDone()));
    all.put("summary", summary(plans));
    all.put("environments", plans.stream().map(JsonReport::environment).toList());
    try {
      return JSON.writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps and lists can always be written", e);
    }
  }

  private static Map<String, Object> summary(List<EnvironmentPlan> plans) {
    Map<String, Object> counts = new LinkedHashMap<>();
    for (Action action : Action.values()) {
      counts.put(word(action), plans.stream().mapToLong(plan -> plan.count(action)).sum());
    }
    return counts;
  }

  private static Map<String, Object> environment(EnvironmentPlan plan) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("namespace", plan.namespace());
    all.put("name", plan.name());
    all.put("region", plan.region());
    plan.vpc().host().ifPresent(host -> all.put("host", host));
    plan.account().ifPresent(account -> all.put("account", account));
    plan.from().ifPresent(from -> all.put("previousPattern", from));
    all.put("pattern", plan.to());
    all.put("notes", plan.notes());
    all.put("summary", summary(List.of(plan)));
    all.put("changes", plan.changes().stream().map(one -> change(one, plan)).toList());
    all.put(
        "refused", plan.preview().forecast().refused().stream().map(JsonReport::refused).toList());
    all.put(
        "notKnownYet",
        plan.preview().forecast().unproven().stream()
            .map(await -> pair("key", await.key().value(), "message", await.message()))
            .toList());
    all.put("problems", plan.preview().problems());
    return all;
  }

  private static Map<String, Object> change(ChangeDetail detail, EnvironmentPlan plan) {
    PlannedChange change = detail.change();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("action", word(change.action()));
    all.put("key", change.key().value());
    all.put("type", change.key().type());
    detail.id().ifPresent(id -> all.put("id", id));
    all.put("summary", change.summary());
    all.put("reason", change.reason().code().name());
    all.put("message", change.reason().message());
    all.put("fields", detail.fields().stream().map(JsonReport::field).toList());
    all.put(
        "interruptions",
        detail.interruptions().stream()
            .map(one -> pair("kind", one.kind().name(), "message", one.message()))
            .toList());
    plan.sessionWait(detail).ifPresent(limit -> all.put("waitForSessions", limit));
    all.put("steps", change.steps().stream().map(Step.Write::action).toList());
    all.put("waitsFor", change.waits().stream().map(Wait::message).toList());
    return all;
  }

  private static Map<String, Object> field(ChangeDetail.Field field) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", field.name());
    field.before().ifPresent(before -> all.put("before", before));
    field.after().ifPresent(after -> all.put("after", after));
    return all;
  }

  private static Map<String, Object> refused(Step.Refuse refuse) {
    Map<String, Object> all = pair("key", refuse.key().value(), "difference", refuse.difference());
    all.put("advice", refuse.advice());
    return all;
  }

  private static Map<String, Object> pair(String name, String value, String other, String text) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(name, value);
    all.put(other, text);
    return all;
  }

  /** {@code create}, {@code update}, {@code replace} or {@code delete}. */
  static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT);
  }
}
