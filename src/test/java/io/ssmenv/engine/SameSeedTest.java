package io.ssmenv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cloud.Owner;
import io.ssmenv.simulator.core.CallRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same seed has the same run, so that a failure repeats and can be shrunk. */
class SameSeedTest {

  /** The order of {@code Set.of}, {@code Map.copyOf} and of keys without a hash code differs. */
  @Test
  void theSameSeedMakesTheSameCallsInTheSameOrderInEachProcess()
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1"));
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("ssmenv."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SameSeedTest.class.getName()));
    Process other =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();

    List<String> here = calls(42);
    List<String> there = other.inputReader().lines().toList();

    assertThat(other.waitFor()).isZero();
    assertThat(there).hasSameSizeAs(here);
    assertThat(
            IntStream.range(0, here.size())
                .filter(i -> !there.get(i).equals(here.get(i)))
                .mapToObj(i -> here.get(i) + "\n" + there.get(i))
                .limit(3))
        .as(() -> "calls that differ")
        .isEmpty();
  }

  @Test
  void anotherSeedHasAnotherOrder() {
    assertThat(calls(42)).isNotEqualTo(calls(43));
  }

  public static void main(String[] args) {
    calls(42).forEach(System.out::println);
  }

  private static List<String> calls(long seed) {
    try (EngineScenario scenario = EngineScenario.open(seed)) {
      List<Owner> owners = scenario.onePerPattern();
      scenario.advance(Duration.ofMinutes(2));
      scenario.harness.kill();
      scenario.harness.restart();
      scenario.advance(Duration.ofMinutes(3));
      for (int i = 0; i < owners.size(); i++) {
        String next = EngineScenario.PATTERNS.get((i + 1) % owners.size());
        scenario.harness.apply(owners.get(i).name(), EngineScenario.spec(next));
      }
      scenario.advance(Duration.ofMinutes(15));
      owners.forEach(scenario.harness::delete);
      scenario.advance(Duration.ofMinutes(5));
      return scenario.aws.callLog().calls().stream().map(SameSeedTest::line).toList();
    }
  }

  private static String line(CallRecord call) {
    return call.time() + " " + call.action() + " " + call.parameters() + " " + call.outcome();
  }
}
