package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.Account;
import io.ssmenv.simulator.core.Draw;
import io.ssmenv.simulator.core.InstancePermissions;
import io.ssmenv.simulator.iam.PolicyDocument;
import io.ssmenv.simulator.iam.PolicyDocument.Decision;
import io.ssmenv.simulator.iam.PolicyDocument.Use;
import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.NetworkView;
import io.ssmenv.simulator.network.NetworkView.Instance;
import io.ssmenv.simulator.network.PathFinder;
import io.ssmenv.simulator.network.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents of one account and region. Guarded by the account's lock.
 *
 * <p>Their events stand on the account's timeline, so each meets the network and the roles as they
 * are at that moment, to the second, however long nobody looks. New instances are looked for every
 * ten seconds, well before an agent makes its first call. An agent that doesn't get through says
 * why in the log, at level debug.
 */
final class Fleet {
  private static final Logger LOG = LoggerFactory.getLogger("io.ssmenv.simulator.agents");
  private static final Duration LOOKS_EVERY = Duration.ofSeconds(10);

  /** What an agent has to be permitted to be heard of at all, as a new one calls it [D]. */
  private static final List<String> NEEDED =
      List.of(
          "ssm:UpdateInstanceInformation",
          "ssmmessages:CreateControlChannel",
          "ssmmessages:OpenControlChannel");

  private final Account account;
  private final String region;
  private final NetworkView.Source networks;
  private final InstancePermissions permissions;
  private final Draw draw;
  private final Map<String, Agent> agents = new HashMap<>();
  private Optional<Instant> wakes = Optional.empty();

  Fleet(
      Account account,
      String region,
      NetworkView.Source networks,
      InstancePermissions permissions,
      Draw draw) {
    this.account = account;
    this.region = region;
    this.networks = networks;
    this.permissions = permissions;
    this.draw = draw;
  }

  /** Sets the fleet going, if it isn't, or failed; from then on it wakes itself. */
  void start(Instant now) {
    if (wakes.isEmpty()) {
      wake(now);
    }
  }

  /**
   * The agents that Systems Manager has heard of and whose instances are neither stopped nor gone.
   */
  List<ManagedNode> managedNodes(Instant now) {
    NetworkView view = networks.of(account.id(), region);
    meet(view, now);
    return view.instances().values().stream()
        .filter(i -> !i.state().equals("stopped") && !i.state().equals("pending"))
        .flatMap(
            i -> Optional.ofNullable(agents.get(i.id())).map(a -> new ManagedNode(i, a)).stream())
        .filter(node -> node.agent().registered().isPresent())
        .sorted(Comparator.comparing(ManagedNode::id))
        .toList();
  }

  /**
   * Whether a message over the control channel reaches an agent now, and its answer the service.
   * The service itself may believe in the channel for some time after it was cut.
   */
  boolean hears(String instanceId, Instant now) {
    NetworkView view = networks.of(account.id(), region);
    meet(view, now);
    return Optional.ofNullable(view.instances().get(instanceId))
        .filter(instance -> instance.runningSince().isPresent())
        .map(instance -> contact(new PathFinder(view, region), instance))
        .filter(contact ->
            Optional.ofNullable(agents.get(instanceId)).filter(a -> a.hears(contact)).isPresent())
        .isPresent();
  }

  /** Where a connection from a program on an instance to a server on the Internet ends now. */
  Reachability outward(String instanceId, Destination to) {
    NetworkView view = networks.of(account.id(), region);
    return Optional.ofNullable(view.instances().get(instanceId))
        .map(instance -> new PathFinder(view, region).toTheInternet(to, instance))
        .orElseGet(() ->
            new Reachability.Broken(
                Reachability.Hop.INTERFACE, "The instance %s is gone".formatted(instanceId)));
  }

  private void wake(Instant at) {
    wakes = Optional.empty();
    meet(networks.of(account.id(), region), at);
    Instant next =
        agents.values().stream()
            .map(agent -> agent.phase().next())
            .map(event -> event.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
            .filter(event -> event.isAfter(at) && event.isBefore(at.plus(LOOKS_EVERY)))
            .min(Instant::compareTo)
            .orElse(at.plus(LOOKS_EVERY));
    wakes = Optional.of(next);
    account.timeline().at(next, this::wake);
  }

  /** Brings every agent up to a moment, in the network as it is then. */
  private void meet(NetworkView view, Instant now) {
    PathFinder paths = new PathFinder(view, region);
    agents.keySet().retainAll(view.instances().keySet());
    for (Instance instance : view.instances().values()) {
      instance
          .runningSince()
          .ifPresent(since ->
              agents.compute(
                  instance.id(),
                  (id, known) ->
                      booted(id, Optional.ofNullable(known), since)
                          .advance(now, at -> contact(paths, instance))));
    }
  }

  private Agent booted(String instanceId, Optional<Agent> known, Instant since) {
    return known
        .map(agent -> agent.bootedAt().equals(since) ? agent : agent.restarted(since))
        .orElseGet(() -> Agent.booted(since, draw.below("agent/" + instanceId, Integer.MAX_VALUE)));
  }

  /** An endpoint's policy is about every call that goes through it, whatever its caller may do. */
  private static Optional<String> refusedByEndpoint(
      PathFinder paths, Instance instance, String action) {
    return paths
        .endpointFor(action.substring(0, action.indexOf(':')), instance)
        .filter(endpoint ->
            PolicyDocument.parse(endpoint.policy(), Use.ENDPOINT).decide(action) != Decision.ALLOW)
        .map(endpoint -> "the policy of %s does not permit %s".formatted(endpoint.id(), action));
  }

  private Contact logged(Contact contact, String instanceId) {
    switch (contact) {
      case Contact.Answered _ -> {}
      case Contact.Unreachable(String reason) ->
          LOG.debug("{} does not reach Systems Manager: {}", instanceId, reason);
      case Contact.AccessDenied(String reason) ->
          LOG.debug("{} is refused by Systems Manager: {}", instanceId, reason);
    }
    return contact;
  }

  private Contact contact(PathFinder paths, Instance instance) {
    return switch (paths.toSystemsManager(instance)) {
      case Reachability.Broken(var hop, String reason) ->
          new Contact.Unreachable(hop + ": " + reason);
      case Reachability.Reachable(var way) ->
          NEEDED.stream()
              .flatMap(action ->
                  permissions
                      .refusal(account.id(), instance.profileArn(), action)
                      .or(() -> refusedByEndpoint(paths, instance, action))
                      .<Contact>map(Contact.AccessDenied::new)
                      .stream())
              .findFirst()
              .orElseGet(() -> new Contact.Answered(way));
    };
  }
}
