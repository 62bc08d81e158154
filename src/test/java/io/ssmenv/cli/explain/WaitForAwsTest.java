package io.ssmenv.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.Fault;
import io.ssmenv.simulator.core.FaultTarget;
import io.ssmenv.testing.Simulations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a person is told while AWS has not answered, by a clock that the machine does not drive. */
class WaitForAwsTest {

  private static final Instant BEGIN = Instant.parse("2026-11-27T12:00:00Z");

  private static SsmManagedEnvironment environment() {
    return ExplainCommandTest.environment("", "{name: app}");
  }

  /** The first question is at the begin, each later one at that time. */
  private static InstantSource waitingFor(Duration waited) {
    AtomicInteger questions = new AtomicInteger();
    return () -> questions.getAndIncrement() == 0 ? BEGIN : BEGIN.plus(waited);
  }

  private static ExplainRun run(SimulatedAws aws, Optional<InstantSource> terminal) {
    KnownCluster cluster = new KnownCluster("cluster", "team-a", _ -> Optional.of(environment()));
    return new ExplainRun(
        cluster, () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"), terminal);
  }

  @Test
  void aSlowAwsIsSaidOnATerminalAndNowhereElse() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      ExplainRun person = run(aws, Optional.of(waitingFor(Duration.ofMillis(3_900))));
      assertThat(person.explain("reports")).isEqualTo(2);
      assertThat(person.err)
          .startsWith("Waiting for AWS since 3 s: team-a/reports: ")
          .hasLineCount(1);
      ExplainRun script = run(aws, Optional.empty());
      assertThat(script.explain("reports")).isEqualTo(2);
      assertThat(script.err).isEmpty();
    }
  }

  @Test
  void aFastAwsIsNotSaid() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      ExplainRun person = run(aws, Optional.of(waitingFor(Duration.ofMillis(1_999))));
      assertThat(person.explain("reports")).isEqualTo(2);
      assertThat(person.err).isEmpty();
    }
  }

  /** The conditions of its host would say nothing of it: only this command has not read it yet. */
  @Test
  void aGuestSaysWhatIsReadOfItsHost() throws Exception {
    try (SimulatedAws aws = SimulatedAws.start(Simulations.options())) {
      aws.faults()
          .add(
              FaultTarget.forAction("DescribeVpcs"),
              new Fault.Slow(Duration.ofMillis(2_500)),
              1,
              2);
      SsmManagedEnvironment host = environment();
      host.getMetadata().setName("public");
      host.getMetadata().setUid("uid-2");
      SsmManagedEnvironment guest =
          ExplainCommandTest.environment(
              "", "{name: app}", "network: {environment: {name: public}}");
      AtomicInteger questions = new AtomicInteger();
      ExplainRun run =
          new ExplainRun(
              new KnownCluster("cluster", "team-a", _ -> Optional.of(guest), List.of(host, guest)),
              () -> ClientFactory.of(aws.endpoint(), "AKIAEXPLAIN", "secret"),
              Optional.of(() -> BEGIN.plusSeconds(10L * questions.getAndIncrement())));
      run.explain("reports");
      assertThat(run.err)
          .containsPattern("Waiting for AWS since [0-9]+0 s: team-a/public: Looking up ")
          .doesNotContain("say why");
    }
  }
}
