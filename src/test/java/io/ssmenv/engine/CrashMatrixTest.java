package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.engine.Interruption.Kind;
import io.ssmenv.engine.ManyRuns.Failed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The operator ends before or after any of its calls to AWS, a new one goes on, and the end is the
 * same as without: one of everything, nothing left over, no instance replaced, no path broken.
 *
 * <p>{@code -Dssmenv.matrix=400} runs 400 of the interruptions, which the seed selects, and {@code
 * all} runs all of them. {@code -Dssmenv.course="build ElasticIp"} selects a course, {@code
 * -Dssmenv.interruption=CRASH_AFTER/17} one interruption of it.
 */
class CrashMatrixTest {

  private static final String SAMPLE = "120";

  /**
   * Fewer than all interruptions reach (4,595 with the default seed): many end in the same state.
   */
  private static final int STATES_OF_ALL = 4000;

  private final long seed = Long.getLong("ssmenv.seed", 20261126);
  private final DistinctStates states = new DistinctStates();

  private record Case(Course course, Interruption interruption, CourseRun.Outcome reference) {

    NetworkCall call() {
      return reference.calls().get(interruption.call() - 1);
    }

    @Override
    public String toString() {
      return "%s: %s at %s: -Dssmenv.course=\"%s\" -Dssmenv.interruption=%s/%d"
          .formatted(
              course,
              interruption.kind(),
              call().action(),
              course,
              interruption.kind(),
              interruption.call());
    }
  }

  @Test
  void anInterruptionAtAnyCallChangesNothingInTheEnd() {
    List<Case> cases = selected();
    assertThat(cases).as("selected interruptions").isNotEmpty();
    List<Failed<Case>> failed =
        ManyRuns.all(
            "CrashMatrixTest -Dssmenv.seed=" + seed,
            cases,
            one ->
                CourseRun.interrupted(
                    one.course(), one.interruption(), seed, one.reference(), states));
    System.out.println("CrashMatrixTest: " + states.count() + " distinct states of the engine");
    assertThat(failed.stream().map(one -> one.input() + "\n    " + one.firstLines(6)))
        .as("-Dssmenv.seed=" + seed)
        .isEmpty();
    if (cases.size() > 100) {
      int atLeast = Math.min(cases.size(), STATES_OF_ALL);
      assertThat(states.count()).as("distinct states").isGreaterThan(atLeast);
    }
  }

  private List<Case> selected() {
    String course = System.getProperty("ssmenv.course", "");
    String interruption = System.getProperty("ssmenv.interruption", "");
    List<Case> all =
        new ArrayList<>(
            Course.all().parallelStream()
                .filter(one -> course.isEmpty() || one.name().equals(course))
                .flatMap(one -> cases(one).stream())
                .toList());
    if (!interruption.isEmpty()) {
      return all.stream()
          .filter(one ->
              interruption.equals(one.interruption().kind() + "/" + one.interruption().call()))
          .toList();
    }
    System.out.println("CrashMatrixTest: " + all.size() + " interruptions");
    String sample = System.getProperty("ssmenv.matrix", SAMPLE);
    Collections.shuffle(all, new Random(seed));
    return sample.equals("all")
        ? all
        : all.subList(0, Math.min(all.size(), Integer.parseInt(sample)));
  }

  private List<Case> cases(Course course) {
    CourseRun.Outcome reference = CourseRun.reference(course, seed, states);
    List<Case> cases = new ArrayList<>();
    Set<String> readSinceLastWrite = new HashSet<>();
    for (int number = 1; number <= reference.calls().size(); number++) {
      NetworkCall call = reference.calls().get(number - 1);
      boolean decides = call.isRead() && readSinceLastWrite.add(call.action());
      if (!call.isRead()) {
        readSinceLastWrite.clear();
      }
      for (Kind kind : kinds(call, decides)) {
        cases.add(new Case(course, new Interruption(kind, number), reference));
      }
    }
    return cases;
  }

  /** A read that repeats one since the last write decides nothing that the first did not. */
  private static List<Kind> kinds(NetworkCall call, boolean decides) {
    if (call.isRead() && !decides) {
      return List.of();
    }
    return List.of(Kind.values()).stream()
        .filter(kind -> !call.isRead() || kind.concernsReads())
        .toList();
  }
}
