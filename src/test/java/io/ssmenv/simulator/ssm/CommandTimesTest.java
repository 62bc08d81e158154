package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/** The times of an invocation are strings with milliseconds, as in AWS [D]. */
class CommandTimesTest {

  @Test
  void theTimesOfAnInvocationHaveMilliseconds() throws IOException {
    VirtualTime clock = new VirtualTime();
    try (SimulatedAws aws =
            SimulatedAws.start(
                Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
        EnvironmentFixture fixture = new EnvironmentFixture(aws, clock)) {
      fixture.elasticIp();
      String instance = fixture.launch();
      fixture.pass(Duration.ofMinutes(3).plusNanos(123_456_789));
      String command =
          fixture
              .ssm
              .sendCommand(r ->
                  r.instanceIds(instance)
                      .documentName("AWS-RunShellScript")
                      .parameters(Map.of("commands", List.of("echo ready"))))
              .command()
              .commandId();
      fixture.pass(Duration.ofMinutes(1));

      GetCommandInvocationResponse got =
          fixture.ssm.getCommandInvocation(r -> r.commandId(command).instanceId(instance));

      assertThat(List.of(got.executionStartDateTime(), got.executionEndDateTime()))
          .allSatisfy(time ->
              assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
    }
  }
}
