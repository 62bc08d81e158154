package io.ssmenv.simulator.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.VirtualTime;
import io.ssmenv.testing.Simulations;
import java.io.InputStream;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Agent histories at the control endpoint, including terminated instances. */
class AgentsEndpointTest {
  private final ObjectMapper mapper = new ObjectMapper();
  private final VirtualTime clock = new VirtualTime();

  private JsonNode agents(SimulatedAws aws, String query) throws Exception {
    URL url = aws.endpoint().resolve("/_simulator/agents" + query).toURL();
    try (InputStream answer = url.openStream()) {
      return mapper.readTree(answer).get("agents");
    }
  }

  @Test
  void itShowsWhenAndWhyAnInstanceCouldNotReachSystemsManager() throws Exception {
    try (SimulatedAws aws =
            SimulatedAws.start(
                Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
        EnvironmentFixture fixture = new EnvironmentFixture(aws, clock)) {
      String gateway = fixture.elasticIp();
      String instance = fixture.launch();
      fixture.pass(Duration.ofMinutes(3));
      Instant broken = clock.instant();
      fixture.deleteDefaultRoute();
      fixture.pass(Duration.ofSeconds(7));
      fixture.routeToGateway(fixture.workTable, gateway);

      JsonNode history = agents(aws, "?instance=" + instance).get(0);
      assertThat(history.at("/now/connections").asText())
          .startsWith("reach Systems Manager through the Internet gateway with ");
      assertThat(history.get("unreachable")).hasSize(1);
      assertThat(history.at("/unreachable/0/from").asText()).isEqualTo(broken.toString());
      assertThat(history.at("/unreachable/0/seconds").asDouble()).isEqualTo(7);
      assertThat(history.at("/unreachable/0/reason").asText()).contains("has no route");
      assertThat(history.get("events").findValuesAsText("event"))
          .containsExactly(
              "BOOTED",
              "REGISTERED",
              "ONLINE",
              "CHANNEL_OPENED",
              "CHANNEL_CUT",
              "CHANNEL_RESTORED");
      assertThat(history.get("events").findValuesAsText("hop")).containsExactly("ROUTE");
      assertThat(agents(aws, "?region=us-east-1")).isEmpty();

      fixture.pass(Duration.ofSeconds(1));
      fixture.ec2.terminateInstances(r -> r.instanceIds(instance));
      fixture.pass(Duration.ofHours(2));
      JsonNode terminated = agents(aws, "").get(0);
      assertThat(terminated.get("instance").asText()).isEqualTo(instance);
      assertThat(terminated.at("/now/connections").asText())
          .isEqualTo("none: the instance is not running");
      assertThat(terminated.get("events").findValuesAsText("event")).endsWith("STOPPED");
    }
  }
}
