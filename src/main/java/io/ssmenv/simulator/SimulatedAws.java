package io.ssmenv.simulator;

import com.sun.net.httpserver.HttpServer;
import io.ssmenv.simulator.core.Accounts;
import io.ssmenv.simulator.core.CallLog;
import io.ssmenv.simulator.core.Faults;
import io.ssmenv.simulator.core.ResourceSummary;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.iam.CallerPolicies;
import io.ssmenv.simulator.ssm.AgentHistory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated AWS: one endpoint on the loopback interface for EC2, IAM, STS and Systems Manager.
 *
 * <p>Clients use it by their endpoint setting and with any credentials. What a test wants to change
 * behind somebody's back it changes by calling the same endpoint through a client of its own; what
 * it wants to know it reads from {@link #resources} and {@link #callLog}.
 */
public final class SimulatedAws implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedAws.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_REAL_TICK = Duration.ofMillis(50);

  private final Simulation simulation;
  private final SimulatedServices services;
  private final CallLog callLog = new CallLog();
  private final CallerPolicies callerPolicies = new CallerPolicies();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatedAws(SimulatorOptions options) throws IOException {
    simulation = Simulation.of(options);
    services = new SimulatedServices(simulation, callerPolicies);
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), options.port()), 0);
    server.setExecutor(threads);
    server.createContext("/", new AwsEndpoint(simulation, services, callLog));
    server.createContext(ControlEndpoint.PATH, new ControlEndpoint(this));
  }

  /**
   * Starts to serve.
   *
   * @throws IOException if the port is taken
   */
  public static SimulatedAws start(SimulatorOptions options) throws IOException {
    // Without it the JDK's server waits for the client's delayed acknowledgement: 40 ms a call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Clients keep connections for a minute; the server's 30 s would break one in a client's hand.
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    SimulatedAws aws = new SimulatedAws(options);
    aws.server.start();
    var ticking = aws.threads.submit(aws::tickUntilClosed);
    LOG.debug("Serving at {}, ticking: {}", aws.endpoint(), !ticking.isDone());
    return aws;
  }

  /** Where it serves, {@code http://127.0.0.1:port}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The simulated time. */
  public SimClock clock() {
    return simulation.clock();
  }

  /** The accounts; an access key can be assigned to another account. */
  public Accounts accounts() {
    return simulation.accounts();
  }

  /** Faults on demand. */
  public Faults faults() {
    return simulation.faults();
  }

  /**
   * Puts a network interface of somebody else's load balancer into a subnet, which blocks the
   * deletion of subnet and VPC.
   *
   * @return its id, or nothing if there is no such subnet in any account
   */
  public Optional<String> addForeignInterface(String subnetId) {
    return accounts().all().stream()
        .flatMap(account ->
            account
                .locked(clock(), now -> services.foreignInterfaces().add(account, subnetId, now))
                .stream())
        .findFirst();
  }

  /** The ids of those of {@link #addForeignInterface} that are still there. */
  public List<String> foreignInterfaces() {
    return accounts().all().stream()
        .flatMap(account ->
            account.locked(clock(), now -> services.foreignInterfaces().ids(account)).stream())
        .toList();
  }

  /** Takes such an interface away; false if there is none with this id. */
  public boolean removeForeignInterface(String id) {
    return accounts().all().stream()
        .anyMatch(account ->
            account.locked(clock(), now -> services.foreignInterfaces().remove(account, id, now)));
  }

  /** What callers may do: everything, unless they are restricted here. */
  public CallerPolicies callerPolicies() {
    return callerPolicies;
  }

  /** The calls so far. */
  public CallLog callLog() {
    return callLog;
  }

  /** What exists in all accounts, as it is and not as lagging reads show it. */
  public List<ResourceSummary> resources() {
    return accounts().all().stream()
        .flatMap(account -> account.locked(clock(), now -> services.resources(account)).stream())
        .toList();
  }

  /**
   * What became of the agents of all instances, their control channels and their ways to Systems
   * Manager, also of those that are gone.
   */
  public List<AgentHistory> agentHistories() {
    return accounts().all().stream()
        .flatMap(account ->
            account.locked(clock(), now -> services.agentHistories(account, now)).stream())
        .toList();
  }

  /** The same of one instance; nothing if there never was one of this id. */
  public Optional<AgentHistory> agentHistory(String instanceId) {
    return agentHistories().stream()
        .filter(history -> history.instanceId().equals(instanceId))
        .findFirst();
  }

  private void tickUntilClosed() {
    Duration scaled = clock().toReal(TICK);
    Duration pause = scaled.compareTo(SHORTEST_REAL_TICK) < 0 ? SHORTEST_REAL_TICK : scaled;
    try {
      while (true) {
        Thread.sleep(pause);
        accounts().all().forEach(this::tick);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick(SimulatedAccount account) {
    try {
      account.locked(
          clock(),
          now -> {
            services.tick(account, now);
            return now;
          });
    } catch (RuntimeException e) {
      LOG.error("The simulator failed in the background of account {}", account.id(), e);
    }
  }

  /** Stops serving at once and forgets everything. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
