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

/** What the control endpoint tells of agents, also of those that are gone. */
class AgentsPageTest {
  private final ObjectMapper mapper = new ObjectMapper();
  private final VirtualTime clock = new VirtualTime();

  private JsonNode agents(SimulatedAws aws, String query) throws Exception {
    URL url = aws.endpoint().resolve("/_simulator/agents" + query).toURL();
    try (InputStream answer = url.openStream()) {
      return mapper.readTree(answer).get("agents");
    }
  }

  @Test
  void itTellsWhenAnInstanceCouldNotReachSystemsManagerAndWhy() throws Exception {
    try (SimulatedAws aws =
            SimulatedAws.start(
                Simulations.options().inVirtualTime(clock).withReadLag(ReadLag.NONE));
        BuiltEnvironment built = new BuiltEnvironment(aws, clock)) {
      String gateway = built.elasticIp();
      String instance = built.launch();
      built.pass(Duration.ofMinutes(3));
      Instant broken = clock.instant();
      built.deleteDefaultRoute();
      built.pass(Duration.ofSeconds(7));
      built.routeToGateway(built.workTable, gateway);

      JsonNode told = agents(aws, "?instance=" + instance).get(0);
      assertThat(told.at("/now/connections").asText())
          .startsWith("get through by the Internet gateway with ");
      assertThat(told.get("unreachable")).hasSize(1);
      assertThat(told.at("/unreachable/0/from").asText()).isEqualTo(broken.toString());
      assertThat(told.at("/unreachable/0/seconds").asDouble()).isEqualTo(7);
      assertThat(told.at("/unreachable/0/reason").asText()).contains("has no route");
      assertThat(told.get("events").findValuesAsText("event"))
          .containsExactly(
              "BOOTED",
              "REGISTERED",
              "ONLINE",
              "CHANNEL_OPENED",
              "CHANNEL_CUT",
              "CHANNEL_CARRIED_AGAIN");
      assertThat(told.get("events").findValuesAsText("hop")).containsExactly("ROUTE");
      assertThat(agents(aws, "?region=us-east-1")).isEmpty();

      built.pass(Duration.ofSeconds(1));
      built.ec2.terminateInstances(r -> r.instanceIds(instance));
      built.pass(Duration.ofHours(2));
      JsonNode gone = agents(aws, "").get(0);
      assertThat(gone.get("instance").asText()).isEqualTo(instance);
      assertThat(gone.at("/now/connections").asText()).contains("does not run");
      assertThat(gone.get("events").findValuesAsText("event")).endsWith("STOPPED");
    }
  }
}
