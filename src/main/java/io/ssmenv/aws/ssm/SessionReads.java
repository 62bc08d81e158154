package io.ssmenv.aws.ssm;

import io.ssmenv.aws.budget.ApiBudget;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.inventory.CallerIdentity;
import io.ssmenv.aws.inventory.PollTimer;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OpenSessions;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.SessionTiming;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

/**
 * Lists the open sessions of one region, for all environments together. It has a thread and a
 * budget of its own: a listing that is longer than the budget goes on at the next tick.
 */
public final class SessionReads implements OpenSessions {

  private static final String LIST = "DescribeSessions";

  /** The largest page of this API [D]. */
  private static final int PAGE = 200;

  /** Those that end by themselves are listed as active for a moment. */
  private static final Set<SessionStatus> ENDED =
      Set.of(SessionStatus.TERMINATED, SessionStatus.TERMINATING, SessionStatus.FAILED);

  private final Clients clients;
  private final PinnedCredentials credentials;
  private final CallerIdentity identity;
  private final ApiBudget budget;
  private final TimedCalls calls;
  private final Consumer<Owner> wake;
  private final SessionWatchers watchers;
  private final CallPause pause;
  private Optional<SessionWatchers.Listing> unfinished = Optional.empty();

  /**
   * @param budget its own, which no other call shares
   * @param clock never jumps
   * @param wake called with each environment for which something has changed
   */
  public SessionReads(
      Clients clients,
      PinnedCredentials credentials,
      CallerIdentity identity,
      ApiBudget budget,
      InstantSource clock,
      PollTimer timer,
      Consumer<Owner> wake,
      InternalErrors internalErrors) {
    this.clients = clients;
    this.credentials = credentials;
    this.identity = identity;
    this.budget = budget;
    this.calls = new TimedCalls(clients.region(), timer, internalErrors);
    this.wake = wake;
    this.watchers = new SessionWatchers(clock);
    this.pause = new CallPause(clock);
  }

  @Override
  public void watch(Owner owner, String account, Set<String> instances, boolean awaited) {
    watchers.watch(owner, account, instances, awaited);
  }

  @Override
  public Reading reading(Owner owner) {
    return watchers.reading(owner);
  }

  /** Drops everything that is remembered of an environment that no longer exists. */
  public void forget(Owner owner) {
    watchers.forget(owner);
  }

  /** Begins to read. */
  public void start() {
    calls.start(SessionTiming.TICK, this::tick);
  }

  /** Reads nothing any more. */
  public void stop() {
    calls.stop();
  }

  /** Stops, and interrupts a call in progress that takes longer than the limit. */
  public void end(Duration limit) {
    calls.end(limit);
  }

  private void tick() {
    if (unfinished.isPresent() || watchers.isDue()) {
      calls.attempt(LIST, pause, "open sessions cannot be read", this::read, this::failed);
    }
  }

  private void failed(CloudError error) {
    unfinished = Optional.empty();
    watchers.failed(error).forEach(wake);
  }

  private void read() {
    SessionWatchers.Listing listing = unfinished.orElseGet(watchers::begin);
    boolean complete =
        credentials.callPinned(() -> {
          if (listing.awaited()) {
            listing.confirm(identity.confirm());
          }
          return readPages(listing);
        });
    unfinished = complete ? Optional.empty() : Optional.of(listing);
    if (complete) {
      watchers.completed(listing).forEach(wake);
    }
  }

  /** Returns whether the listing is complete. */
  private boolean readPages(SessionWatchers.Listing listing) {
    while (budget.tryTake(LIST).isEmpty()) {
      DescribeSessionsResponse page =
          clients
              .ssm()
              .describeSessions(request ->
                  request
                      .state(SessionState.ACTIVE)
                      .maxResults(PAGE)
                      .nextToken(listing.nextToken().orElse(null)));
      page.sessions().stream()
          .filter(session -> !ENDED.contains(session.status()))
          .forEach(session -> add(listing, session));
      if (!listing.continueAt(page.nextToken())) {
        return true;
      }
    }
    return false;
  }

  private static void add(SessionWatchers.Listing listing, Session session) {
    Optional.ofNullable(session.target())
        .ifPresent(
            target -> listing.add(target, Optional.ofNullable(session.sessionId()).orElse("")));
  }
}
