package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on instances of the simulated AWS, in virtual time. */
class RunCommandTest {

  private RunFixture on;

  @BeforeEach
  void start() throws IOException {
    on = new RunFixture();
  }

  @AfterEach
  void stop() {
    on.close();
  }

  private int run(String... arguments) {
    return on.run(arguments);
  }

  @Test
  void printsTheOutputOfOneInstanceAsItIs() {
    assertThat(run("reports", "--", "echo", "two  words", "here")).as(on.run.err).isZero();
    assertThat(on.run.out).isEqualTo("two  words here\n");
    assertThat(on.run.err).isEmpty();
  }

  @Test
  void returnsTheExitCodeAndTheErrorsOfTheCommand() {
    assertThat(run("reports", "app-0", "--", "curl -m 5 http://checkip.amazonaws.com"))
        .isEqualTo(28);
    assertThat(on.run.err)
        .startsWith("curl: (28) ")
        .endsWith("\nfailed to run commands: exit status 28\n");
  }

  @Test
  void theExitCodeOfTheWholeIsTheHighest() {
    String other = on.launchOthers(1).getFirst();
    on.aws.instanceSoftware().removeCurl(other);
    on.run.in(FixedCluster.of(on.instance, other));

    assertThat(run("reports", "--", "curl -m 5 http://checkip.amazonaws.com")).isEqualTo(127);
    assertThat(on.run.err.lines())
        .contains(
            "app-0 | failed to run commands: exit status 28",
            "app-0 (" + on.instance + "): exit code 28",
            "app-1 | failed to run commands: exit status 127",
            "app-1 (" + other + "): exit code 127");
  }

  @Test
  void anInstanceThatIsNotLaunchedDoesNotKeepItFromTheOthers() {
    on.run.in(FixedCluster.oneNotLaunched(on.instance));

    assertThat(run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.out).isEqualTo("app-0 | hello\n");
    assertThat(on.run.err).isEqualTo("app-1: the command did not run: it is not launched yet\n");
  }

  @Test
  void anInstanceThatIsNotOnlineDoesNotKeepItFromTheOthers() {
    on.run.in(FixedCluster.of(RunFixture.UNKNOWN, on.instance));

    assertThat(run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.out).isEqualTo("app-1 | hello\n");
    assertThat(on.run.err)
        .isEqualTo(
            "app-0 (%s): the command did not run: its agent is not online any more. To see why: ssmenv explain reports app-0 -n team-a\n"
                .formatted(RunFixture.UNKNOWN));
  }

  @Test
  void aLostInstanceIsOneSentence() {
    assertThat(
            new FoundInstance(
                    "app-0",
                    Optional.of("i-1"),
                    "ConnectionLost",
                    Optional.of("2026-11-27T10:00:00Z"),
                    Optional.of("route rtb-1"))
                .whyOffline())
        .isEqualTo(
            "its agent is ConnectionLost, last ping 2026-11-27T10:00:00Z, stopped at route rtb-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reports", "reports --", "reports echo", "-- echo"})
  void withoutACommandItIsAUsageError(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(1);
    assertThat(on.run.err).isNotEmpty();
  }
}
