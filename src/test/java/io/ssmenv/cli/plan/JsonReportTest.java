package io.ssmenv.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.Reason;
import io.ssmenv.status.Interruption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  private static final EnvironmentPlan CHANGE =
      PlanFixtures.change(
          PlanFixtures.spec("ElasticIp", ""),
          PlanFixtures.waitingForSessions(PlanFixtures.spec("NatGateway", ", type: t3.small")));

  @Test
  void hasTheSameLinesAsTheStatus() throws IOException {
    JsonNode environment = json().get("environments").get(0);
    JsonNode route = change(environment, "route/workload-a/0.0.0.0/0");

    assertThat(environment.get("previousPattern").asText()).isEqualTo("ElasticIp");
    assertThat(route.get("action").asText()).isEqualTo("update");
    assertThat(route.get("summary").asText())
        .isEqualTo(
            "update route/workload-a/0.0.0.0/0: target is internetgateway, should be natgateway/a");
    assertThat(route.get("reason").asText()).isEqualTo("DIFFERENT");
    assertThat(route.get("fields").get(0).get("before").asText())
        .isEqualTo("internetgateway (internetgateway-5)");
    assertThat(route.get("fields").get(0).get("after").asText())
        .isEqualTo("natgateway/a (known after apply)");
    assertThat(route.get("interruptions").findValuesAsText("kind"))
        .containsExactly("SESSIONS", "ADDRESS");
    assertThat(route.get("waitForSessions").asText()).isEqualTo("30m");
    assertThat(change(environment, "natgateway/a").has("waitForSessions")).isFalse();
    assertThat(change(environment, "instance/app-0").get("steps"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "replace instance/app-0 (instance-2): launch is 477653e18ae6, should be 07f0b32a9e84,"
                + " type is t3.micro, should be t3.small",
            "create instance/app-0");
    assertThat(environment.get("summary").get("replace").asInt()).isEqualTo(1);
  }

  @Test
  void everyFieldAndEveryWordIsOnThePage() throws IOException {
    String page = Files.readString(Path.of("docs", "plan.md"));
    Set<String> words = new TreeSet<>();
    collect(json(), words);
    Stream.of(PlannedChange.Action.values()).map(JsonReport::word).forEach(words::add);
    Stream.of(Reason.Code.values()).map(Enum::name).forEach(words::add);
    Stream.of(Interruption.Kind.values()).map(Enum::name).forEach(words::add);

    assertThat(words).allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
  }

  private static JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(JsonReport.of(List.of(CHANGE)));
  }

  private static JsonNode change(JsonNode environment, String key) {
    for (JsonNode change : environment.get("changes")) {
      if (change.get("key").asText().equals(key)) {
        return change;
      }
    }
    throw new AssertionError("no change of " + key);
  }

  private static void collect(JsonNode node, Set<String> names) {
    node.properties()
        .forEach(field -> {
          names.add(field.getKey());
          collect(field.getValue(), names);
        });
    if (node.isArray()) {
      node.forEach(item -> collect(item, names));
    }
  }
}
