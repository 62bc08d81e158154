package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.ManyRuns.Failed;
import io.ssmenv.engine.faults.Admission;
import io.ssmenv.engine.faults.SpecFields;
import io.ssmenv.engine.faults.SpecMutation;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every field of the schema gets every interesting value, alone and with every value of every other
 * field, and then none again. Each change ends Ready or with a message, and the way back ends
 * Ready.
 *
 * <p>{@code -Dssmenv.mutations=100} runs 100 of them, which the seed selects, and {@code all} runs
 * all. {@code -Dssmenv.mutation="paused=true and tags={\"team\":\"a\"}"} runs one.
 */
class SpecMutationsTest {

  private static final String SAMPLE = "40";
  private static final Duration IDLE = Duration.ofMinutes(7);
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String BASE = EngineScenario.spec("ElasticIp");

  private final long seed = Long.getLong("ssmenv.seed", 20261126);
  private final DistinctStates states = new DistinctStates();
  private final SpecFields fields = SpecFields.read();
  private final ObjectNode base = (ObjectNode) tree(BASE);

  @Test
  void theRulesAboutChangesAreKnown() {
    assertThat(fields.transitionRules())
        .as("add a new rule to Admission.refusesChange")
        .hasSize(Admission.TRANSITION_RULES);
  }

  @Test
  void everyChangeOfTheSpecEndsReadyOrWithAMessageAndCanBeUndone() {
    List<SpecMutation> selected = selected();
    List<Failed<SpecMutation>> failed =
        ManyRuns.all("SpecMutationsTest -Dssmenv.seed=" + seed, selected, this::run);
    System.out.println("SpecMutationsTest: " + states.count() + " distinct states of the engine");
    assertThat(failed.stream().map(one -> one.input() + "\n    " + one.firstLines(6)))
        .as("-Dssmenv.seed=" + seed)
        .isEmpty();
    if (selected.size() >= 40) {
      assertThat(states.count()).as("distinct states").isGreaterThan(2 * selected.size());
    }
  }

  private List<SpecMutation> selected() {
    List<SpecMutation> possible =
        new ArrayList<>(
            SpecMutation.pairs(fields.all()).stream()
                .filter(mutation -> isPossible(mutation.applied(base)))
                .toList());
    System.out.println("SpecMutationsTest: " + possible.size() + " changes");
    String one = System.getProperty("ssmenv.mutation", "");
    if (!one.isEmpty()) {
      return possible.stream().filter(mutation -> mutation.toString().equals(one)).toList();
    }
    String sample = System.getProperty("ssmenv.mutations", SAMPLE);
    Collections.shuffle(possible, new Random(seed));
    return sample.equals("all")
        ? possible
        : possible.subList(0, Math.min(possible.size(), Integer.parseInt(sample)));
  }

  private boolean isPossible(JsonNode changed) {
    return !Admission.refuses(changed)
        && !Admission.refusesChange(base, changed)
        && !changed.equals(base);
  }

  private void run(SpecMutation mutation) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      scenario.harness.observe(states::add);
      Owner owner = scenario.harness.apply(Course.ENVIRONMENT, BASE);
      scenario.awaitSettled(owner);
      scenario.advance(IDLE);

      ObjectNode changed = mutation.applied(base);
      scenario.harness.apply(Course.ENVIRONMENT, text(changed));
      scenario.eventually(() -> assertEnded(scenario, owner, changed));

      scenario.harness.apply(Course.ENVIRONMENT, text(back(changed)));
      scenario.awaitSettled(owner);
      scenario.advance(IDLE);
      scenario.awaitSettled(owner);
      Invariants.assertHold(scenario.aws, scenario.harness);
      long mark = scenario.mark();
      scenario.advance(IDLE);
      assertThat(scenario.writes(mark)).as("writes without drift").isEmpty();
    }
  }

  /** With these settings the operator writes nothing, so a change is only reported. */
  private static boolean isReadOnly(JsonNode spec) {
    return spec.path("paused").asBoolean()
        || spec.path("drift").path("policy").asText().equals("Report");
  }

  private static void assertEnded(EngineScenario scenario, Owner owner, JsonNode spec) {
    boolean ready = scenario.harness.isTrue(owner, "Ready");
    boolean refused =
        scenario.harness.isTrue(owner, "Stalled")
            && !scenario.harness.describeCondition(owner, "Stalled").endsWith(": ");
    boolean reported =
        isReadOnly(spec) && scenario.harness.describeCondition(owner, "Ready").contains(": ");
    assertThat(ready || refused || reported).as(scenario.describe(owner)).isTrue();
  }

  /** Returns the base, with what cannot be undone. */
  private ObjectNode back(ObjectNode changed) {
    ObjectNode back = base.deepCopy();
    if (Admission.refusesChange(changed, back)) {
      back.withObject("/network")
          .set("availabilityZones", changed.path("network").path("availabilityZones"));
    }
    return back;
  }

  private static JsonNode tree(String yaml) {
    try {
      return YAML.readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(JsonNode spec) {
    try {
      return YAML.writeValueAsString(spec);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
