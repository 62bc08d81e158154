package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.ResourceStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.PlannedChange.Action;
import io.ssmenv.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What existed of an environment, and how many steps were done, at a time. */
final class RecordedEnvironment {
  private final EngineScenario scenario;
  private final Owner owner;
  private final Map<String, String> ids;
  private final int steps;

  RecordedEnvironment(EngineScenario scenario, Owner owner) {
    this.scenario = scenario;
    this.owner = owner;
    this.ids = idsNow();
    this.steps = scenario.faults.performed().size();
  }

  private Map<String, String> idsNow() {
    return scenario.harness.status(owner).resources().stream()
        .collect(
            Collectors.toMap(
                ResourceStatus::key, ResourceStatus::id, (one, other) -> one, TreeMap::new));
  }

  /** What existed, as id by key. */
  Map<String, String> ids() {
    return ids;
  }

  void assertStepsSince(Preview.Complete preview) {
    Set<String> done =
        words(
            scenario.faults.performed().stream()
                .skip(steps)
                .filter(performed -> performed.owner().uid().equals(owner.uid()))
                .flatMap(performed -> performed.step().effects()));
    Set<String> foreseen =
        words(preview.forecast().changes().stream().flatMap(change -> change.steps().stream()));
    assertThat(foreseen).as("the steps of %s", owner.name()).isEqualTo(done);
  }

  /** Without what AWS adds to a new resource, and the operator corrects. */
  private Set<String> words(Stream<Step.Write> all) {
    return all.filter(step -> step instanceof Step.Create || ids.containsKey(step.key().value()))
        .map(RecordedEnvironment::word)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The status has the lines of the preview while they are carried out. */
  void assertSameLines(Set<String> lines, Preview.Complete preview) {
    Set<String> foreseen =
        preview.forecast().changes().stream()
            .flatMap(change -> change.steps().stream())
            .map(Step.Write::action)
            .collect(Collectors.toSet());
    assertThat(lines.stream().map(line -> line.replaceFirst(", after: .*", "")))
        .isNotEmpty()
        .filteredOn(line -> !line.startsWith("wait: ") && !line.startsWith("… and "))
        .filteredOn(line -> line.startsWith("create ") || ids.containsKey(key(line)))
        .allSatisfy(line -> assertThat(foreseen).contains(line));
  }

  private static String key(String line) {
    return line.split("[ :]", -1)[1];
  }

  private static String word(Step.Write step) {
    return step.getClass().getSimpleName() + " " + step.key();
  }

  void assertResourcesSince(Preview.Complete preview) {
    Map<String, String> after = idsNow();
    assertThat(keys(preview, Action.CREATE)).isEqualTo(minus(after.keySet(), ids.keySet()));
    assertThat(keys(preview, Action.DELETE)).isEqualTo(minus(ids.keySet(), after.keySet()));
    Set<String> replaced = new TreeSet<>(ids.keySet());
    replaced.removeIf(key -> !after.containsKey(key) || ids.get(key).equals(after.get(key)));
    Set<String> stays = new HashSet<>(keys(preview, Action.UPDATE));
    assertThat(minus(replaced, stays)).isEqualTo(keys(preview, Action.REPLACE));
  }

  private static Set<String> keys(Preview.Complete preview, Action action) {
    return preview.forecast().changes().stream()
        .filter(change -> change.action() == action)
        .map(change -> change.key().value())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> minus(Set<String> all, Set<String> some) {
    List<String> rest = new ArrayList<>(all);
    rest.removeAll(some);
    return new TreeSet<>(rest);
  }
}
