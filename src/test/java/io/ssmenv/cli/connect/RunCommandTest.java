package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.simulator.ssm.EnvironmentFixture;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on instances of the simulated AWS, in virtual time. */
class RunCommandTest {

  private static final String UNKNOWN = "i-0123456789abcdef0";

  private SimulatedAws aws;
  private EnvironmentFixture fixture;
  private String instance = "";
  private ConnectRun run = new ConnectRun(ClientFactory.ofDefaultChain());

  @BeforeEach
  void start() throws IOException {
    VirtualTime clock = new VirtualTime();
    aws = SimulatedAws.start(Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
    fixture = new EnvironmentFixture(aws, clock);
    fixture.privateEndpoints();
    fixture.pass(Duration.ofMinutes(10));
    instance = fixture.launch();
    fixture.pass(Duration.ofMinutes(10));
    run =
        new ConnectRun(ClientFactory.of(aws.endpoint(), "AKIDPERSON", "secret"))
            .in(FixedCluster.of(instance))
            .whilePausing(fixture::pass);
  }

  @AfterEach
  void stop() {
    fixture.close();
    aws.close();
  }

  private int run(String... arguments) {
    return run.of(RunCommand::new, arguments);
  }

  @Test
  void printsTheOutputOfOneInstanceAsItIs() {
    assertThat(run("reports", "--", "echo", "two  words", "here")).as(run.err).isZero();
    assertThat(run.out).isEqualTo("two  words here\n");
    assertThat(run.err).isEmpty();
  }

  @Test
  void returnsTheExitCodeAndTheErrorsOfTheCommand() {
    assertThat(run("reports", "app-0", "--", "curl -m 5 http://checkip.amazonaws.com"))
        .isEqualTo(28);
    assertThat(run.err).contains("curl: (28)");
  }

  @Test
  void anInstanceThatIsNotOnlineDoesNotKeepItFromTheOthers() {
    run.in(FixedCluster.of(UNKNOWN, instance));

    assertThat(run("reports", "--", "echo", "hello")).isEqualTo(255);
    assertThat(run.out).isEqualTo("app-1 | hello\n");
    assertThat(run.err)
        .isEqualTo(
            "app-0 (%s): the command did not run to its end: it is not online in Systems Manager; its"
                    .formatted(UNKNOWN)
                + " status is Online: app-0 is ConnectionLost\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reports", "reports --", "reports echo", "-- echo"})
  void withoutACommandItIsAUsageError(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(1);
    assertThat(run.err).isNotEmpty();
  }
}
