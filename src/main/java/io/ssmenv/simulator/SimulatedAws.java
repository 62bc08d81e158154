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
import io.ssmenv.simulator.ec2.InstanceFaults;
import io.ssmenv.simulator.iam.CallerPolicies;
import io.ssmenv.simulator.session.DataChannels;
import io.ssmenv.simulator.ssm.AddressServices;
import io.ssmenv.simulator.ssm.AgentHistory;
import io.ssmenv.simulator.ssm.InstanceSoftware;
import io.ssmenv.simulator.wire.WireRequest;
import java.io.IOException;
import java.net.BindException;
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
 * A simulated AWS: one endpoint on the loopback interface for all services.
 *
 * <p>Clients connect to it by their endpoint setting, with any credentials. A test that simulates
 * changes by somebody else calls the same endpoint through a client of its own, and reads the
 * results from {@link #resources} and {@link #callLog}.
 */
public final class SimulatedAws implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimulatedAws.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_REAL_TICK = Duration.ofMillis(50);

  private final Simulation simulation;
  private final SimulatedServices services;
  private final CallLog callLog = new CallLog();
  private final CallerPolicies callerPolicies = new CallerPolicies();
  private final DataChannels channels;
  private final AwsEndpoint calls;
  private final Optional<HttpServer> server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private SimulatedAws(SimulatorOptions options, Optional<HttpServer> server) {
    simulation = Simulation.of(options);
    channels = new DataChannels(server.isPresent());
    services = new SimulatedServices(simulation, callerPolicies, channels);
    calls = new AwsEndpoint(simulation, services, callLog);
    channels.guardBy(new DataChannelGate(simulation, services));
    this.server = server;
  }

  /**
   * Creates a simulated AWS without a server and without background activity. It is called through
   * {@link #answer} only, so everything in it happens in the order of these calls.
   */
  public static SimulatedAws inProcess(SimulatorOptions options) {
    return new SimulatedAws(options, Optional.empty());
  }

  /**
   * Starts the server.
   *
   * @throws IOException with a message for users, if the port is taken
   */
  public static SimulatedAws start(SimulatorOptions options) throws IOException {
    // Otherwise the JDK's server waits for the client's delayed acknowledgement: 40 ms per call.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    // Clients keep idle connections for a minute; by default the server closes them after 30 s.
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    HttpServer server = listen(options.port());
    SimulatedAws aws = new SimulatedAws(options, Optional.of(server));
    server.setExecutor(aws.threads);
    server.createContext("/", aws.calls);
    server.createContext(ControlEndpoint.PATH, new ControlEndpoint(aws));
    server.start();
    var ticking = aws.threads.submit(aws::tickUntilClosed);
    LOG.debug("Serving at {}, ticking: {}", aws.endpoint(), !ticking.isDone());
    return aws;
  }

  /** How many simulated seconds pass in a real one. */
  public double speed() {
    return simulation.options().pace().speed();
  }

  private static HttpServer listen(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    } catch (BindException e) {
      throw new IOException(
          "Cannot listen on 127.0.0.1:%d: %s. Set another --port".formatted(port, e.getMessage()),
          e);
    }
  }

  /** Returns the URL of the server, {@code http://127.0.0.1:port}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.orElseThrow().getAddress().getPort());
  }

  /** Executes a call. The caller delays the response. */
  public Answer answer(WireRequest request) {
    return calls.answer(request);
  }

  /** Returns the clock of the simulation. */
  public SimClock clock() {
    return simulation.clock();
  }

  /** Returns the accounts, which also map access keys to accounts. */
  public Accounts accounts() {
    return simulation.accounts();
  }

  /** Returns the injected faults. */
  public Faults faults() {
    return simulation.faults();
  }

  /**
   * Adds a network interface of a load balancer to a subnet, which blocks the deletion of subnet
   * and VPC.
   *
   * @return its id, or empty if no account has this subnet
   */
  public Optional<String> addForeignInterface(String subnetId) {
    return accounts().all().stream()
        .flatMap(account ->
            account
                .locked(clock(), now -> services.foreignInterfaces().add(account, subnetId, now))
                .stream())
        .findFirst();
  }

  /**
   * Returns the ids of the interfaces that {@link #addForeignInterface} added and that still exist.
   */
  public List<String> foreignInterfaces() {
    return accounts().all().stream()
        .flatMap(account ->
            account.locked(clock(), _ -> services.foreignInterfaces().ids(account)).stream())
        .toList();
  }

  /** Removes such an interface; returns false if none has this id. */
  public boolean removeForeignInterface(String id) {
    return accounts().all().stream()
        .anyMatch(account ->
            account.locked(clock(), now -> services.foreignInterfaces().remove(account, id, now)));
  }

  /** Returns what can happen to instances without a call. */
  public InstanceFaults instanceFaults() {
    return services.instanceFaults();
  }

  /** Returns the services on the Internet that instances ask for their address. */
  public AddressServices addressServices() {
    return services.ssm().addressServices();
  }

  /** Returns the software of the instances. */
  public InstanceSoftware instanceSoftware() {
    return services.ssm().software();
  }

  /** Returns the policies of callers. A caller without policies may do everything. */
  public CallerPolicies callerPolicies() {
    return callerPolicies;
  }

  /** Returns the log of all calls. */
  public CallLog callLog() {
    return callLog;
  }

  /** Returns the resources in all accounts in their actual state, without read lag. */
  public List<ResourceSummary> resources() {
    return accounts().all().stream()
        .flatMap(account -> account.locked(clock(), _ -> services.resources(account)).stream())
        .toList();
  }

  /**
   * Returns the histories of all agents: their events, control channels and reachability, including
   * those of terminated instances.
   */
  public List<AgentHistory> agentHistories() {
    return accounts().all().stream()
        .flatMap(account ->
            account.locked(clock(), now -> services.agentHistories(account, now)).stream())
        .toList();
  }

  /** Returns the history of one instance's agent; empty if the id is unknown. */
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
      LOG.error(
          "Internal error of the simulator in the background tasks of account {}", account.id(), e);
    }
  }

  /** Stops the server immediately; all state is lost. */
  @Override
  public void close() {
    channels.close();
    server.ifPresent(running -> running.stop(0));
    threads.shutdownNow();
  }
}
