package io.ssmenv.aws.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The user agent and the threads of the AWS clients. */
class ClientFactoryTest {

  private static final String IDENTITY =
      "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>111122223333</Account>"
          + "</GetCallerIdentityResult></GetCallerIdentityResponse>";

  private final Queue<String> userAgents = new ConcurrentLinkedQueue<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          userAgents.add(exchange.getRequestHeaders().getFirst("User-Agent"));
          byte[] response = IDENTITY.getBytes(UTF_8);
          exchange.sendResponseHeaders(200, response.length);
          exchange.getResponseBody().write(response);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theUserAgentStartsWithTheConfiguredPrefix() {
    ClientFactory factory =
        factory().withUserAgentPrefix("ssmenv/0.1.0").withCallObserver(CallObserver.NONE);
    try (Clients reading = factory.clients("eu-west-1");
        Clients writing = factory.writeClients("eu-west-1")) {
      reading.sts().getCallerIdentity();
      writing.sts().getCallerIdentity();
    }
    assertThat(userAgents).hasSize(2).allMatch(agent -> agent.startsWith("ssmenv/0.1.0 aws-sdk-"));
  }

  @Test
  void withoutAPrefixTheUserAgentIsThatOfTheSdk() {
    try (Clients clients = factory().clients("eu-west-1")) {
      clients.sts().getCallerIdentity();
    }
    assertThat(userAgents).singleElement().asString().startsWith("aws-sdk-java/");
  }

  @Test
  void allClientsShareOneThreadForTheirTimeLimits() {
    ClientFactory factory = factory();
    try (Clients reading = factory.clients("eu-west-1");
        Clients writing = factory.writeClients("eu-west-1")) {
      reading.sts().getCallerIdentity();
      writing.sts().getCallerIdentity();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .contains("aws-time-limits")
          .noneMatch(name -> name.startsWith("sdk-ScheduledExecutor"));
    }
  }

  private ClientFactory factory() {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return ClientFactory.of(endpoint, "AKIA", "secret");
  }
}
