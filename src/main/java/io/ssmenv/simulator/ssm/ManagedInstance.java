package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Type.BOOTED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_CUT;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.CHANNEL_RESTORED;
import static io.ssmenv.simulator.ssm.AgentEvent.Type.STOPPED;

import io.ssmenv.simulator.core.Access;
import io.ssmenv.simulator.core.SeededRandom;
import io.ssmenv.simulator.network.Connection;
import io.ssmenv.simulator.network.DnsAnswer;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.PathFinder;
import io.ssmenv.simulator.network.Reachability;
import io.ssmenv.simulator.network.Reachability.Broken;
import io.ssmenv.simulator.network.Reachability.Reachable;
import io.ssmenv.simulator.network.Resolver;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An instance with its resolver and its agent. It is updated at each change of its VPC's network
 * and woken up for its own events, so its reachability is known at each moment. The events of the
 * agent are logged at level debug. Guarded by the account's lock.
 */
final class ManagedInstance implements Agent.Connectivity {
  private static final Logger LOG = LoggerFactory.getLogger("io.ssmenv.simulator.agents");

  private final AgentPermissions permissions;
  private final AgentDelays delays;
  private final AgentEventLog eventLog = new AgentEventLog();
  private Instance instance;
  private PathFinder paths;
  private Optional<Agent> agent = Optional.empty();
  private Resolver resolver = Resolver.empty();

  /**
   * Where the packets of its open channel are dropped. It is current because every change updates
   * it.
   */
  private Optional<Broken> cut = Optional.empty();

  private Optional<Instant> nextWakeUp = Optional.empty();

  ManagedInstance(
      Instance instance, PathFinder paths, AgentPermissions permissions, SeededRandom random) {
    this.instance = instance;
    this.paths = paths;
    this.permissions = permissions;
    this.delays = new AgentDelays(random, instance.id());
  }

  Instance instance() {
    return instance;
  }

  Optional<Agent> agent() {
    return agent;
  }

  PathFinder paths() {
    return paths;
  }

  AgentEventLog eventLog() {
    return eventLog;
  }

  /** Updates it after a change of the network or the instance. */
  void update(Instance changed, PathFinder changedPaths, Instant now) {
    boolean wasRunning = isRunning();
    instance = changed;
    paths = changedPaths;
    if (!isRunning()) {
      if (wasRunning) {
        stopped(now);
      }
      return;
    }
    Instant since = instance.runningSince().orElse(now);
    if (agent.filter(a -> a.bootedAt().equals(since)).isEmpty()) {
      resolver = Resolver.empty();
      cut = Optional.empty();
      agent =
          Optional.of(
              agent.map(a -> a.restarted(since)).orElseGet(() -> Agent.booted(since, delays)));
      log(AgentEvent.of(since, BOOTED));
    }
    refresh(now);
  }

  private boolean isRunning() {
    return instance.runningSince().isPresent();
  }

  /** Records that the instance has stopped. */
  void stopped(Instant now) {
    log(AgentEvent.of(now, STOPPED));
    eventLog.addReachability(now, Optional.empty());
  }

  private void log(AgentEvent event) {
    LOG.debug("{} {} {} {}", event.at(), instance.id(), event.type(), event.reason());
    eventLog.add(event);
  }

  /** Returns the time of its next event, if the network does not change. */
  Optional<Instant> next() {
    return isRunning()
        ? Stream.concat(agent.map(Agent::next).stream(), resolver.next().stream())
            .min(Instant::compareTo)
        : Optional.empty();
  }

  /**
   * Returns whether a wake-up at this time has to be scheduled, and from then on counts it as
   * scheduled.
   */
  boolean reserveWakeUp(Instant next) {
    boolean sooner = nextWakeUp.filter(at -> !at.isAfter(next)).isEmpty();
    if (sooner) {
      nextWakeUp = Optional.of(next);
    }
    return sooner;
  }

  /** Processes the events that are due. Ignores wake-ups that an earlier one has replaced. */
  void wakeUp(Instant now) {
    if (nextWakeUp.filter(now::equals).isEmpty()) {
      return;
    }
    nextWakeUp = Optional.empty();
    if (isRunning()) {
      if (resolver.next().filter(at -> !at.isAfter(now)).isPresent()) {
        refresh(now);
      }
      agent = agent.map(a -> a.advance(now, this, this::log));
    }
  }

  private void refresh(Instant now) {
    resolver =
        resolver.refreshed(
            now,
            PathFinder.SERVICES,
            service -> paths.resolve(service, instance),
            (service, queries) ->
                delays.of(
                    AgentDelay.NAME_REMEMBERED, PathFinder.SERVICES.indexOf(service), queries));
    eventLog.addReachability(now, Optional.of(paths.toSystemsManager(instance, resolver::answer)));
    Optional<Connection> open = agent.flatMap(Agent::connection);
    Optional<Broken> before = cut;
    cut = open.flatMap(connection -> paths.cut(connection, instance));
    if (before.isEmpty()) {
      cut.ifPresent(broken -> log(AgentEvent.unreachable(broken, now, CHANNEL_CUT)));
    } else if (cut.isEmpty()) {
      open.ifPresent(
          connection -> log(AgentEvent.reached(connection.path(), now, CHANNEL_RESTORED)));
    }
  }

  /** Returns whether messages over its control channel arrive. */
  boolean canReceive() {
    return isRunning() && cut.isEmpty() && agent.flatMap(Agent::connection).isPresent();
  }

  /**
   * Returns the path of a new connection to a service, with the names as the instance knows them.
   */
  Reachability reachability(String service) {
    return paths.connect(service, answer(service), instance);
  }

  /** The names of other services are not in the cache, because they are used rarely. */
  private DnsAnswer answer(String service) {
    return PathFinder.SERVICES.contains(service)
        ? resolver.answer(service)
        : paths.resolve(service, instance);
  }

  /** Returns why its agent is denied access to a resource, if it is. */
  Optional<String> denialReason(String service, Access access) {
    return permissions.denialReason(
        instance, paths.endpoint(service, answer(service), instance), access);
  }

  @Override
  public CallOutcome reportHealth() {
    return call(PathFinder.HEALTH, 0, List.of("ssm:UpdateInstanceInformation"));
  }

  @Override
  public CallOutcome openChannel(int number) {
    cut = Optional.empty();
    return call(
        PathFinder.CHANNEL,
        number,
        List.of("ssmmessages:CreateControlChannel", "ssmmessages:OpenControlChannel"));
  }

  @Override
  public Optional<Broken> cut() {
    return cut;
  }

  private CallOutcome call(String service, int number, List<String> actions) {
    DnsAnswer answer = resolver.answer(service);
    Reachability reachability = paths.connect(service, answer, instance);
    return switch (reachability) {
      case Broken broken -> new CallOutcome.Unreachable(broken);
      case Reachable(NetworkPath path) ->
          actions.stream()
              .flatMap(action ->
                  permissions.denialReason(instance, paths.endpoint(answer), action).stream())
              .<CallOutcome>map(CallOutcome.AccessDenied::new)
              .findFirst()
              .orElseGet(() ->
                  new CallOutcome.Answered(
                      new Connection(service, singleAddress(answer, number), path)));
    };
  }

  /** Selects the one address that a connection uses. */
  private DnsAnswer singleAddress(DnsAnswer answer, int number) {
    return answer instanceof DnsAnswer.PrivateAddress(String id, Set<String> subnets)
            && !subnets.isEmpty()
        ? new DnsAnswer.PrivateAddress(
            id, Set.of(delays.choose(subnets.stream().sorted().toList(), number)))
        : answer;
  }
}
