package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.CallObserver;
import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.testing.AwsErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What may go wrong while a command runs on instances. */
class RunFaultsTest {

  private static final String LIST = "ListCommandInvocations";
  private static final String GET = "GetCommandInvocation";

  private RunFixture on;

  @BeforeEach
  void start() throws IOException {
    on = new RunFixture();
  }

  @AfterEach
  void stop() {
    on.close();
  }

  private void fail(String action, Fault fault, int times) {
    on.aws.faults().add(FaultTarget.forAction(action), fault, 1, times);
  }

  @Test
  void aThrottledCommandIsSentAgainAfterAPause() {
    fail(RunFixture.SEND, new Fault.Throttled(), 2);

    assertThat(on.run("reports", "--", "echo", "hello")).as(on.run.err).isZero();
    assertThat(on.run.out).isEqualTo("hello\n");
    assertThat(on.run.pauses).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(on.calls(RunFixture.SEND)).hasSize(3);
  }

  @Test
  void aCommandThatStaysThrottledIsNotSent() {
    fail(RunFixture.SEND, new Fault.Throttled(), Faults.ALWAYS);

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(1);
    assertThat(on.run.err)
        .isEqualTo(
            "run: app-0 (%s): SendCommand: ThrottlingException: Rate exceeded\n"
                .formatted(on.instance));
    assertThat(on.calls(RunFixture.SEND)).hasSize(4);
  }

  @Test
  void aCommandWhoseAnswerIsLostIsNotSentTwice() {
    fail(RunFixture.SEND, new Fault.LostAnswer(), 1);

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(1);
    assertThat(on.run.err)
        .startsWith("run: app-0 (" + on.instance + "): SendCommand: ")
        .endsWith(". The command may run nevertheless\n");
    assertThat(on.calls(RunFixture.SEND)).hasSize(1);
  }

  /** The second call is for those that are left after 50, or after one that is not online. */
  @Test
  void whatIsSentIsReportedThoughTheRestIsRefused() {
    String other = on.launchOthers(1).getFirst();
    CallObserver failLater =
        (_, action, outcome) -> {
          if (action.equals(RunFixture.SEND) && outcome.equals(CallObserver.OK)) {
            fail(RunFixture.SEND, new Fault.Throttled(), Faults.ALWAYS);
          }
        };
    on.afterCalls(failLater, on.instance, RunFixture.UNKNOWN, other);

    assertThat(on.run("reports", "app-0", "app-1", "app-2", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.out).isEqualTo("app-0 | hello\n");
    assertThat(on.run.err.lines())
        .containsExactly(
            "app-1: app-1 (%s): SendCommand: ThrottlingException: Rate exceeded"
                .formatted(RunFixture.UNKNOWN),
            "app-2: app-2 (%s): SendCommand: ThrottlingException: Rate exceeded".formatted(other));
  }

  @Test
  void oneInstanceOfManyThatIsNotOnlineCostsFewCommands() {
    List<String> ids = new ArrayList<>(on.launchOthers(11));
    ids.add(5, RunFixture.UNKNOWN);
    on.run.in(FixedCluster.of(ids.toArray(String[]::new)));

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.out.lines())
        .hasSize(11)
        .allMatch(line -> line.endsWith(" | hello"))
        .noneMatch(line -> line.startsWith("app-5 "));
    assertThat(on.calls(RunFixture.SEND)).hasSizeLessThan(10);
  }

  @Test
  void aCommandThatTheAgentDoesNotFetchIsToldAfterAMinute() {
    on.beforeEachPause(_ -> {
      if (on.isRunning()) {
        on.terminate();
      }
    });

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.err)
        .isEqualTo(
            "app-0 (%s): the command did not run to its end: the agent has not fetched it"
                    .formatted(on.instance)
                + " (DeliveryTimedOut)\n");
    assertThat(total()).isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void anInstanceThatHangsDoesNotHideTheOutputOfTheOthers() {
    String other = on.launchOthers(1).getFirst();
    on.run.in(FixedCluster.of(on.instance, other));
    on.aws.instanceSoftware().hang(on.instance);
    List<String> afterAMinute = new ArrayList<>();
    on.beforeEachPause(_ -> {
      if (total().equals(Duration.ofMinutes(1))) {
        afterAMinute.add(on.run.printed.toString());
      }
    });

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(afterAMinute).containsOnly("app-1 | hello\n");
    assertThat(on.run.err)
        .isEqualTo(
            "app-0 (%s): the command did not run to its end: there was no result within an hour"
                    .formatted(on.instance)
                + " (ExecutionTimedOut)\n");
    assertThat(on.calls(GET)).hasSize(1);
    assertThat(on.calls(LIST).size()).isLessThan(900);
  }

  private Duration total() {
    return on.run.pauses.stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void anInstanceThatAnsweredAndIsGoneHasItsOutput() {
    on.beforeEachPause(_ -> {
      on.environment.pass(Duration.ofSeconds(20));
      on.terminate();
      on.environment.pass(Duration.ofMinutes(5));
    });

    assertThat(on.run("reports", "--", "echo", "hello")).as(on.run.err).isZero();
    assertThat(on.run.out).isEqualTo("hello\n");
    assertThat(on.isRunning()).isFalse();
  }

  @Test
  void anOutputThatAwsDoesNotShowDoesNotHideThatOfOthers() {
    String other = on.launchOthers(1).getFirst();
    on.run.in(FixedCluster.of(on.instance, other));
    AwsError gone = ErrorWords.error("invalid-instance-id", other, "111122223333");
    on.aws.faults().refuse(GET, gone, 1);

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.out).matches("app-[01] \\| hello\n");
    assertThat(on.run.err)
        .matches(
            "app-[01]: Its result cannot be read: GetCommandInvocation: InvalidInstanceId:"
                + " Instances \\[%s] not in a valid state for account 111122223333\n"
                    .formatted(other));
  }

  @Test
  void readsThatFailForSomeTimeAreRepeated() {
    fail(LIST, new Fault.Failed(), 4);
    fail(GET, new Fault.Failed(), 4);

    assertThat(on.run("reports", "--", "echo", "hello")).as(on.run.err).isZero();
    assertThat(on.run.out).isEqualTo("hello\n");
    assertThat(on.calls(RunFixture.SEND)).hasSize(1);
  }

  @Test
  void whoMayNotReadResultsIsToldThatTheCommandWasSent() {
    on.aws.faults().refuse(LIST, AwsErrors.of("AccessDeniedException"), Faults.ALWAYS);

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(on.run.err)
        .startsWith("app-0: Its result cannot be read: ListCommandInvocations: AccessDenied");
  }

  @Test
  void whoMayNotSendIsToldWhatIsMissing() {
    String other =
        """
        {"Version":"2012-10-17",
         "Statement":[{"Effect":"Allow","Action":"ssm:StartSession","Resource":"*"}]}\
        """;
    on.aws.callerPolicies().restrict(RunFixture.KEY, List.of(other), Map.of());

    assertThat(on.run("reports", "--", "echo", "hello")).isEqualTo(1);
    assertThat(on.run.err)
        .startsWith(
            "run: The credentials do not allow SendCommand on app-0 (" + on.instance + "): ")
        .contains(". Ask for ssm:SendCommand on the instances and on the document ")
        .doesNotContain("iam-policies");
    assertThat(on.run.err.lines()).hasSize(1);
  }
}
