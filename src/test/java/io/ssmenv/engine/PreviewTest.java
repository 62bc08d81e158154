package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.plan.PlannedChange;
import io.ssmenv.plan.PlannedChange.Action;
import io.ssmenv.topology.Key;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a preview lists is what the engine then does. */
@Execution(ExecutionMode.CONCURRENT)
class PreviewTest {

  private static final String PAUSED = "paused: true";

  static Stream<String> patterns() {
    return EngineScenario.PATTERNS.stream();
  }

  static Stream<List<String>> changes() {
    return patterns()
        .flatMap(from -> patterns().filter(to -> !to.equals(from)).map(to -> List.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void aNewEnvironmentIsCreatedAndDeletedAsPreviewed(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(31)) {
      Owner owner = scenario.harness.apply("new", EngineScenario.spec(pattern, PAUSED));
      Preview.Complete preview = preview(scenario, owner, EngineScenario.spec(pattern));
      assertThat(preview.forecast().changes())
          .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.CREATE));
      assertHappens(scenario, owner, preview, EngineScenario.spec(pattern));

      Preview.Complete deletion =
          complete(
              Objects.requireNonNull(
                  scenario.harness.previewer().previewDeletion(owner).get(owner)));
      RecordedEnvironment before = new RecordedEnvironment(scenario, owner);
      scenario.deleteAndAwaitGone(List.of(owner));
      before.assertStepsSince(deletion);
      assertThat(deletion.forecast().changes())
          .hasSize(before.ids().size())
          .allSatisfy(change -> assertThat(change.action()).isEqualTo(Action.DELETE));
    }
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aChangeOfThePatternHappensAsPreviewed(List<String> change) {
    try (EngineScenario scenario = EngineScenario.open(32)) {
      Owner owner = scenario.harness.apply("change", EngineScenario.spec(change.getFirst()));
      scenario.awaitSettled(owner);
      String after = EngineScenario.spec(change.getLast());

      assertHappens(scenario, owner, preview(scenario, owner, after), after);
    }
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void anEnvironmentInAVpcThatExistsIsCreatedAsPreviewed(String pattern) {
    try (EngineScenario scenario = EngineScenario.open(35)) {
      ForeignNetwork foreign = ForeignNetwork.build(scenario);
      foreign.withdrawConsent();
      String spec = foreign.inRanges(pattern);
      Owner owner = scenario.harness.apply("new", foreign.inRanges(pattern, PAUSED));
      scenario.eventually(() ->
          assertThat(scenario.harness.previewer().preview(owner, spec))
              .isInstanceOfSatisfying(
                  Preview.Failed.class,
                  failed -> assertThat(failed.message()).contains("ssmenv.io/namespaces")));
      foreign.consent("lab");
      assertHappens(scenario, owner, preview(scenario, owner, spec), spec);
    }
  }

  @Test
  void replacedInstancesHappenAsPreviewed() {
    try (EngineScenario scenario = EngineScenario.open(33)) {
      String small =
          EngineScenario.spec("NatGateway").replace("{name: app}", "{name: app, count: 2}");
      Owner owner = scenario.harness.apply("replace", small);
      scenario.awaitSettled(owner);
      String large = small.replace("count: 2", "count: 2, type: t3.small");
      Preview.Complete preview = preview(scenario, owner, large);

      assertThat(
              preview.forecast().changes().stream()
                  .filter(change -> change.action() == Action.REPLACE)
                  .map(PlannedChange::key)
                  .map(Key::value))
          .containsExactly("instance/app-0", "instance/app-1");
      assertHappens(scenario, owner, preview, large);
    }
  }

  @Test
  void aPreviewWritesNothingAndAnUnchangedSpecHasNoChanges() {
    try (EngineScenario scenario = EngineScenario.open(34)) {
      Owner owner = scenario.harness.apply("same", EngineScenario.spec("ElasticIp"));
      scenario.awaitSettled(owner);
      long mark = scenario.mark();

      assertThat(preview(scenario, owner, EngineScenario.spec("ElasticIp")).forecast().isDone())
          .isTrue();
      preview(scenario, owner, EngineScenario.spec("PrivateEndpoints"));
      assertThat(scenario.writes(mark)).isEmpty();
    }
  }

  private static Preview.Complete preview(EngineScenario scenario, Owner owner, String spec) {
    AtomicReference<Preview> preview = new AtomicReference<>(new Preview.Pending(""));
    scenario.eventually(() -> {
      preview.set(scenario.harness.previewer().preview(owner, spec));
      assertThat(preview.get()).isInstanceOf(Preview.Complete.class);
    });
    return complete(preview.get());
  }

  private static Preview.Complete complete(Preview preview) {
    return (Preview.Complete) preview;
  }

  private static void assertHappens(
      EngineScenario scenario, Owner owner, Preview.Complete preview, String spec) {
    RecordedEnvironment before = new RecordedEnvironment(scenario, owner);
    Set<String> lines = ConcurrentHashMap.newKeySet();
    scenario.harness.observe(result -> lines.addAll(result.status().plan()));
    scenario.harness.apply(owner.name().replace("lab/", ""), spec);
    scenario.awaitSettled(owner);
    before.assertStepsSince(preview);
    before.assertResourcesSince(preview);
    before.assertSameLines(lines, preview);
  }
}
