package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.core.SimulatedAccount;
import io.ssmenv.simulator.core.Simulation;
import io.ssmenv.simulator.document.SessionPreferences;
import io.ssmenv.simulator.session.DataChannels;
import io.ssmenv.simulator.session.SessionPlugin;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The sessions of one account and region. Guarded by the account's lock. */
final class Sessions {
  /** What the client shows when a session has not been used for too long [C]. */
  private static final String TIMED_OUT = "Your session timed out due to inactivity.";

  /** What it shows at the end of the longest duration of the preferences [F]. */
  private static final String TOO_LONG = "Your session reached its maximum duration.";

  private final Simulation simulation;
  private final SimulatedAccount account;
  private final AgentFleet fleet;
  private final DataChannels channels;
  private final SessionServices services;
  private final String region;
  private final Function<String, InstanceMachine> machines;
  private final SequencedMap<String, Session> sessions = new LinkedHashMap<>();
  private final Map<String, SessionLink> links = new HashMap<>();

  Sessions(
      Simulation simulation,
      SimulatedAccount account,
      AgentFleet fleet,
      DataChannels channels,
      SessionServices services,
      String region,
      Function<String, InstanceMachine> machines) {
    this.simulation = simulation;
    this.account = account;
    this.fleet = fleet;
    this.channels = channels;
    this.services = services;
    this.region = region;
    this.machines = machines;
  }

  /** Returns the command line of an instance. */
  SessionPlugin.CommandLine commandLine(String instanceId) {
    return new InstanceCommandLine(account, simulation.clock(), machines.apply(instanceId));
  }

  /** Returns what the agent of an instance does with preferences. */
  SessionAgent agent(String instanceId, SessionPreferences preferences) {
    return new SessionAgent(fleet, services, account.id(), region, instanceId, preferences);
  }

  /**
   * Adds a session; returns its first token.
   *
   * @param log what it prints
   * @param failure what the client shows if the agent does not start it
   */
  String start(Session session, SessionPlugin plugin, SessionLog log, Optional<String> failure) {
    sessions.put(session.id(), session);
    SessionLink link =
        new SessionLink(
            simulation, account, fleet, this, session.id(), session.target(), plugin, log, failure);
    links.put(session.id(), link);
    channels.add(session.id(), link);
    checkIdle(session.id(), session.idleUntil());
    session
        .lastsUntil()
        .ifPresent(at -> account.timeline().schedule(at, now -> end(session.id(), TOO_LONG, now)));
    return link.newToken();
  }

  private void checkIdle(String id, Instant at) {
    account
        .timeline()
        .schedule(
            at,
            now ->
                find(id)
                    .filter(Session::isActive)
                    .ifPresent(session -> {
                      if (session.idleUntil().isAfter(now)) {
                        checkIdle(id, session.idleUntil());
                      } else {
                        end(id, TIMED_OUT, now);
                      }
                    }));
  }

  Optional<Session> find(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /** Returns a new token for a session; empty if it has ended. */
  Optional<String> resume(String id) {
    return Optional.ofNullable(links.get(id)).map(SessionLink::newToken);
  }

  /** Changes a session. */
  void update(String id, UnaryOperator<Session> change) {
    sessions.computeIfPresent(id, (_, session) -> change.apply(session));
  }

  /**
   * Ends a session, if it has not ended.
   *
   * @param output what its client shows
   */
  void end(String id, String output, Instant now) {
    Optional.ofNullable(links.remove(id))
        .ifPresent(link -> {
          update(id, session -> session.endedAt(now));
          channels.remove(id);
          link.close(output, now);
        });
  }

  /** Returns all sessions, newest first. */
  List<Session> newestFirst() {
    return List.copyOf(sessions.reversed().values());
  }

  String url(String region, String id) {
    return channels.url(region, id);
  }
}
