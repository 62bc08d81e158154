package io.ssmenv.simulator.ssm;

import static io.ssmenv.simulator.ssm.AgentEvent.Kind.BOOTED;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CARRIED_AGAIN;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.CHANNEL_CUT;
import static io.ssmenv.simulator.ssm.AgentEvent.Kind.STOPPED;

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
 * An instance with its resolver and its agent. It is told of each change of its VPC's network, and
 * asks to be woken when something of its own is due, so that at each moment it is known where its
 * packets end. What happens to the agent is in the log at level debug. Guarded by the account's
 * lock.
 */
final class ManagedInstance implements Agent.Surroundings {
  private static final Logger LOG = LoggerFactory.getLogger("io.ssmenv.simulator.agents");

  private final AgentPermissions permits;
  private final AgentTimes times;
  private final AgentEventLog diary = new AgentEventLog();
  private Instance instance;
  private PathFinder paths;
  private Optional<Agent> agent = Optional.empty();
  private Resolver resolver = Resolver.fresh();

  /** Where the packets of its open channel end: always true, since every change is followed. */
  private Optional<Broken> cut = Optional.empty();

  private Optional<Instant> planned = Optional.empty();

  ManagedInstance(
      Instance instance, PathFinder paths, AgentPermissions permits, SeededRandom random) {
    this.instance = instance;
    this.paths = paths;
    this.permits = permits;
    this.times = new AgentTimes(random, instance.id());
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

  AgentEventLog diary() {
    return diary;
  }

  /** The network or the instance has changed. */
  void meets(Instance changed, PathFinder changedPaths, Instant now) {
    boolean ran = runs();
    instance = changed;
    paths = changedPaths;
    if (!runs()) {
      if (ran) {
        stopped(now);
      }
      return;
    }
    Instant since = instance.runningSince().orElse(now);
    if (agent.filter(a -> a.bootedAt().equals(since)).isEmpty()) {
      resolver = Resolver.fresh();
      cut = Optional.empty();
      agent =
          Optional.of(
              agent.map(a -> a.restarted(since)).orElseGet(() -> Agent.booted(since, times)));
      tell(AgentEvent.plain(since, BOOTED));
    }
    look(now);
  }

  private boolean runs() {
    return instance.runningSince().isPresent();
  }

  /** The instance ends. */
  void stopped(Instant now) {
    tell(AgentEvent.plain(now, STOPPED));
    diary.outlook(now, Optional.empty());
  }

  private void tell(AgentEvent event) {
    LOG.debug("{} {} {} {}", event.at(), instance.id(), event.kind(), event.reason());
    diary.add(event);
  }

  /** When something happens to it next, unless the network changes. */
  Optional<Instant> next() {
    return runs()
        ? Stream.concat(agent.map(Agent::next).stream(), resolver.next().stream())
            .min(Instant::compareTo)
        : Optional.empty();
  }

  /** Whether its next moment is not planned yet; if so, it counts as planned from now on. */
  boolean plans(Instant next) {
    boolean sooner = planned.filter(at -> !at.isAfter(next)).isEmpty();
    if (sooner) {
      planned = Optional.of(next);
    }
    return sooner;
  }

  /** A moment that was planned has come, unless a sooner one was planned since. */
  void due(Instant now) {
    if (planned.filter(now::equals).isEmpty()) {
      return;
    }
    planned = Optional.empty();
    if (runs()) {
      if (resolver.next().filter(at -> !at.isAfter(now)).isPresent()) {
        look(now);
      }
      agent = agent.map(a -> a.advance(now, this, this::tell));
    }
  }

  private void look(Instant now) {
    resolver =
        resolver.at(
            now,
            PathFinder.SERVICES,
            service -> paths.resolve(service, instance),
            (service, asked) ->
                times.of(AgentTime.NAME_REMEMBERED, PathFinder.SERVICES.indexOf(service), asked));
    diary.outlook(now, Optional.of(paths.toSystemsManager(instance, resolver::answer)));
    Optional<Connection> open = agent.flatMap(Agent::connection);
    Optional<Broken> before = cut;
    cut = open.flatMap(connection -> paths.cut(connection, instance));
    if (before.isEmpty()) {
      cut.ifPresent(broken -> tell(AgentEvent.ended(broken, now, CHANNEL_CUT)));
    } else if (cut.isEmpty()) {
      open.ifPresent(over -> tell(AgentEvent.by(over.way(), now, CHANNEL_CARRIED_AGAIN)));
    }
  }

  /** Whether what is sent over its control channel arrives. */
  boolean hears() {
    return runs() && cut.isEmpty() && agent.flatMap(Agent::connection).isPresent();
  }

  @Override
  public CallOutcome health() {
    return call(PathFinder.HEALTH, 0, List.of("ssm:UpdateInstanceInformation"));
  }

  @Override
  public CallOutcome channel(int number) {
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
              .flatMap(action -> permits.refusal(instance, paths.endpoint(answer), action).stream())
              .<CallOutcome>map(CallOutcome.AccessDenied::new)
              .findFirst()
              .orElseGet(() ->
                  new CallOutcome.Answered(new Connection(service, one(answer, number), path)));
    };
  }

  /** A connection goes to one of the addresses. */
  private DnsAnswer one(DnsAnswer answer, int number) {
    return answer instanceof DnsAnswer.PrivateAddress(String id, Set<String> subnets)
            && !subnets.isEmpty()
        ? new DnsAnswer.PrivateAddress(
            id, Set.of(times.oneOf(subnets.stream().sorted().toList(), number)))
        : answer;
  }
}
