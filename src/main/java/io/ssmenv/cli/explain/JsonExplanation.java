package io.ssmenv.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.diagnosis.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths as JSON. {@code docs/troubleshooting.md} describes it; it only grows. */
final class JsonExplanation {

  private static final String FORMAT = "ssmenv.io/explanation/v1";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonExplanation() {}

  static String of(Explanation explanation) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("format", FORMAT);
    all.put("environment", explanation.name());
    all.put("region", explanation.region());
    all.put("account", explanation.account());
    explanation.deletion().ifPresent(note -> all.put("deletion", note));
    all.put("online", explanation.isOnline());
    all.put(
        "instances", explanation.paths().stream().map(path -> path(path, explanation)).toList());
    try {
      return JSON.writeValueAsString(all) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Maps and lists can always be written", e);
    }
  }

  private static Map<String, Object> path(AgentPath path, Explanation explanation) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", path.instance());
    path.id().ifPresent(id -> all.put("id", id));
    all.put("online", path.isOnline());
    all.put("hops", path.hops().stream().map(JsonExplanation::hop).toList());
    switch (explanation.consoles().get(path.instance())) {
      case null -> {}
      case Console.Nothing _ -> all.put("console", List.of());
      case Console.Shown(ConsoleTail tail) -> all.put("console", tail.lines());
      case Console.Unread(String why) -> all.put("consoleError", why);
    }
    return all;
  }

  private static String message(Verdict verdict) {
    return verdict instanceof Verdict.Unknown unknown && unknown.checked().isPresent()
        ? unknown.why() + ". " + unknown.checked().get()
        : verdict.why();
  }

  private static Map<String, Object> hop(Hop hop) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", hop.place().name());
    all.put("resource", hop.resource());
    all.put(
        "verdict",
        switch (hop.verdict()) {
          case Verdict.Ok _ -> "ok";
          case Verdict.Broken _ -> "broken";
          case Verdict.Unknown _ -> "unknown";
        });
    all.put("message", message(hop.verdict()));
    switch (hop.verdict()) {
      case Verdict.Broken(var _, String remedy) -> all.put("remedy", remedy);
      case Verdict.Unknown unknown ->
          unknown.remedy().ifPresent(remedy -> all.put("remedy", remedy));
      case Verdict.Ok _ -> {}
    }
    return all;
  }
}
