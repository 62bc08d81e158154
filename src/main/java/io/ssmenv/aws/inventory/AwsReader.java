package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.client.PinnedCredentials.Pin;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Pings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Makes the reads of an inventory. A read never throws: its failure is part of the result. After a
 * fault of the operator, a read is repeated only when a growing pause has ended.
 */
final class AwsReader {

  private static final String CONFIRMATION = "GetCallerIdentity";

  /** Reads by id that are made at once: half as many as the listings of a poll. */
  private static final int AT_ONCE = 8;

  private record ListingRead(Listing listing, ListResult result, boolean answered) {}

  private final Clients clients;
  private final PinnedCredentials credentials;
  private final ListingScope scope;
  private final PingSource pingSource;
  private final CallerIdentity identity;
  private final ReadBudget budget;
  private final AbsenceCheckTurns turns;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final ReadAttempts attempts;
  private final Map<Listing, KnownItems> known = new ConcurrentHashMap<>();

  AwsReader(
      Clients clients,
      PinnedCredentials credentials,
      ListingScope scope,
      PingSource pingSource,
      CallerIdentity identity,
      ReadBudget budget,
      InstantSource clock,
      ExecutorService threads,
      InternalErrors internalErrors) {
    this.clients = clients;
    this.credentials = credentials;
    this.scope = scope;
    this.pingSource = pingSource;
    this.identity = identity;
    this.budget = budget;
    this.turns = new AbsenceCheckTurns(budget);
    this.clock = clock;
    this.threads = threads;
    this.attempts = new ReadAttempts(clients.region(), budget, clock, internalErrors);
  }

  /**
   * Makes one pass: reads some listings in parallel, and reads those resources by id whose absence
   * has to be checked. The same credentials sign all calls, and confirm the account after the last
   * one.
   */
  Reading read(ReadPlan plan, InventoryView before, Collection<EnvironmentCache> caches)
      throws InterruptedException {
    Pin pin;
    try {
      pin = credentials.pin();
    } catch (Throwable e) { // An Error must not end the poller either.
      return unconfirmed(attempts.failure(CONFIRMATION, e));
    }
    ListingScope.Shown shown = scope.next(before, clock.instant());
    List<Callable<ListingRead>> tasks =
        plan.all().stream()
            .<Callable<ListingRead>>map(
                listing -> () -> pin.call(() -> list(plan, listing, shown, before.of(listing))))
            .toList();
    Future<Pings> pings =
        threads.submit(() ->
            plan.listsAgents() && budget.tryTakeListing(PingSource.ACTION, plan.agents(before))
                ? pin.call(() -> ping(plan, before, shown.tags()))
                : before.pings());
    try {
      Map<Listing, ListResult> results = new LinkedHashMap<>();
      List<Listing> answered = new ArrayList<>();
      for (Future<ListingRead> task : threads.invokeAll(tasks)) {
        ListingRead read = task.get();
        results.put(read.listing(), read.result());
        if (read.answered()) {
          answered.add(read.listing());
        }
      }
      List<Reading.AbsenceAnswer> absences = absences(pin, answered, caches);
      Pings reported = pings.get();
      return pin.call(() ->
          attempts.attempt(
              CONFIRMATION,
              () -> new Reading.Confirmed(identity.confirm(), results, reported, absences),
              this::unconfirmed));
    } catch (ExecutionException e) {
      throw new IllegalStateException("A poll of the inventory failed", e);
    }
  }

  /** What the clock of AWS shows now. */
  Instant awsTime() {
    return clients.time().now();
  }

  private Reading unconfirmed(CloudError error) {
    return new Reading.Unconfirmed(
        attempts.unlisted(CONFIRMATION, error, "The account cannot be confirmed: "));
  }

  private ListingRead list(
      ReadPlan plan, Listing listing, ListingScope.Shown shown, ListResult before) {
    Instant startedAt = clock.instant();
    shown.tags().or().forEach(_ -> budget.take(listing.action(), 0));
    return attempts.attempt(
        listing.action(),
        () ->
            new ListingRead(
                listing,
                plan.list(listing, clients, before, shown, known(listing), startedAt),
                true),
        error -> {
          Unlisted why = attempts.unlisted(listing.action(), error, "");
          // The others have the last whole listing.
          return new ListingRead(
              listing, plan.isPart(listing) ? before : before.withFailure(why), false);
        });
  }

  private KnownItems known(Listing listing) {
    return known.computeIfAbsent(listing, _ -> new KnownItems());
  }

  /** Reads by id some of what the listings do not show. */
  private List<Reading.AbsenceAnswer> absences(
      Pin pin, List<Listing> answered, Collection<EnvironmentCache> caches)
      throws InterruptedException, ExecutionException {
    List<Callable<Reading.AbsenceAnswer>> questions =
        answered.stream()
            .flatMap(listing ->
                turns.next(listing, caches).stream()
                    .<Callable<Reading.AbsenceAnswer>>map(
                        turn -> () -> pin.call(() -> absence(listing, turn))))
            .toList();
    List<Reading.AbsenceAnswer> answers = new ArrayList<>();
    for (int from = 0; from < questions.size(); from += AT_ONCE) {
      int to = Math.min(from + AT_ONCE, questions.size());
      for (Future<Reading.AbsenceAnswer> answer : threads.invokeAll(questions.subList(from, to))) {
        answers.add(answer.get());
      }
    }
    return answers;
  }

  private Reading.AbsenceAnswer absence(Listing listing, AbsenceCheckTurns.Turn turn) {
    return new Reading.AbsenceAnswer(
        turn.cache(), listing, turn.id(), ask(turn.cache(), listing, turn.id()));
  }

  private AbsenceChecks.Result ask(EnvironmentCache cache, Listing listing, String id) {
    return attempts.attempt(
        listing.action() + " of " + id,
        () -> AbsenceChecks.ask(cache.owner(), listing, clients, id),
        error -> new AbsenceChecks.Result.Inconclusive(id + ": " + error.summary()));
  }

  private Pings ping(ReadPlan plan, InventoryView before, TagScope shown) {
    return attempts.attempt(
        PingSource.ACTION,
        () -> plan.agents(pingSource, clients, before, shown),
        error -> new Pings.Unknown(error.summary()));
  }
}
