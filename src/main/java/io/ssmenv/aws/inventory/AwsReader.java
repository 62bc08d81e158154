package io.ssmenv.aws.inventory;

import io.ssmenv.aws.budget.ReadBudget;
import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.client.PinnedCredentials;
import io.ssmenv.aws.client.PinnedCredentials.Pin;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.RetryTiming;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Pings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the reads of an inventory. A read never throws: its failure is part of the result. After a
 * fault of the operator, a read is repeated only when a growing pause has ended.
 */
final class AwsReader {

  private static final Logger log = LoggerFactory.getLogger(AwsReader.class);

  private static final String CONFIRMATION = "GetCallerIdentity";

  private record Pause(int failures, Instant until, CloudError error) {}

  private record ListingRead(
      Listing listing, ListResult result, List<Reading.AbsenceAnswer> absences) {}

  private final Clients clients;
  private final PinnedCredentials credentials;
  private final ListingScope scope;
  private final PingSource pingSource;
  private final CallerIdentity identity;
  private final ReadBudget budget;
  private final AbsenceCheckTurns turns;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final InternalErrors internalErrors;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  /** The reads whose failure was logged, so that an outage is one line for each of them. */
  private final Set<String> failing = ConcurrentHashMap.newKeySet();

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
    this.internalErrors = internalErrors;
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
      return unconfirmed(failure(CONFIRMATION, e));
    }
    ListingScope.Shown shown = scope.next(before, clock.instant());
    List<Callable<ListingRead>> tasks =
        plan.all().stream()
            .<Callable<ListingRead>>map(listing ->
                () -> pin.call(() -> list(plan, listing, shown, before.of(listing), caches)))
            .toList();
    Future<Pings> pings =
        threads.submit(() ->
            plan.listsAgents() && budget.tryTakeListing(PingSource.ACTION, plan.agents(before))
                ? pin.call(() -> ping(plan, before, shown.tags()))
                : before.pings());
    try {
      Map<Listing, ListResult> results = new LinkedHashMap<>();
      List<Reading.AbsenceAnswer> absences = new ArrayList<>();
      for (Future<ListingRead> task : threads.invokeAll(tasks)) {
        ListingRead read = task.get();
        results.put(read.listing(), read.result());
        absences.addAll(read.absences());
      }
      Pings reported = pings.get();
      return pin.call(() ->
          attempt(
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
        unlisted(CONFIRMATION, error, "The account cannot be confirmed: "));
  }

  private ListingRead list(
      ReadPlan plan,
      Listing listing,
      ListingScope.Shown shown,
      ListResult before,
      Collection<EnvironmentCache> caches) {
    Instant startedAt = clock.instant();
    shown.tags().or().forEach(_ -> budget.take(listing.action(), 0));
    return attempt(
        listing.action(),
        () ->
            new ListingRead(
                listing,
                plan.list(listing, clients, before, shown, startedAt),
                absences(listing, caches)),
        error -> {
          Unlisted why = unlisted(listing.action(), error, "");
          // The others have the last whole listing.
          ListResult result = plan.isPart(listing) ? before : before.withFailure(why);
          return new ListingRead(listing, result, List.of());
        });
  }

  private List<Reading.AbsenceAnswer> absences(
      Listing listing, Collection<EnvironmentCache> caches) {
    return turns.next(listing, caches).stream()
        .map(turn ->
            new Reading.AbsenceAnswer(
                turn.cache(), listing, turn.id(), ask(turn.cache(), listing, turn.id())))
        .toList();
  }

  private AbsenceChecks.Result ask(EnvironmentCache cache, Listing listing, String id) {
    return attempt(
        listing.action() + " of " + id,
        () -> AbsenceChecks.ask(cache.owner(), listing, clients, id),
        error -> new AbsenceChecks.Result.Inconclusive(id + ": " + error.summary()));
  }

  private Pings ping(ReadPlan plan, InventoryView before, TagScope shown) {
    return attempt(
        PingSource.ACTION,
        () -> plan.agents(pingSource, clients, before, shown),
        error -> new Pings.Unknown(error.summary()));
  }

  /**
   * Makes a read.
   *
   * @param failed makes the result of a failure
   */
  private <T> T attempt(
      String read, Supplier<? extends T> call, Function<CloudError, ? extends T> failed) {
    Pause pause = pauses.get(read);
    if (pause != null && clock.instant().isBefore(pause.until())) {
      return failed.apply(pause.error());
    }
    try {
      T result = call.get();
      pauses.remove(read);
      if (failing.remove(read)) {
        log.info("{}: {} succeeds again", clients.region(), read);
      }
      return result;
    } catch (Throwable e) { // An Error must not end the poller either.
      return failed.apply(failure(read, e));
    }
  }

  private CloudError failure(String read, Throwable e) {
    CloudError error = ErrorClassifier.classify(read, e);
    budget.failed(error);
    if (error instanceof CloudError.Internal) {
      internalErrors.report(clients.region() + ": " + read, error, e);
      Pause before = pauses.get(read);
      pauses.put(read, pause(before == null ? 1 : before.failures() + 1, error));
    } else {
      log.debug("{}: {}", clients.region(), error.summary());
    }
    return error;
  }

  private Pause pause(int failures, CloudError error) {
    Instant until = clock.instant().plus(RetryTiming.INTERNAL_ERROR_BACKOFF.after(failures));
    return new Pause(failures, until, error);
  }

  /** Why the types of a listing are unlisted. The first failure of a read in a row is logged. */
  private Unlisted unlisted(String read, CloudError error, String prefix) {
    if (error instanceof CloudError.Internal) {
      return new Unlisted(Unlisted.Cause.INTERNAL_ERROR, prefix + error.summary());
    }
    if (failing.add(read)) {
      log.warn(
          "{}: {}{} (further failures of {} are not logged until it succeeds again)",
          clients.region(),
          prefix,
          error.summary(),
          read);
    }
    return new Unlisted(Unlisted.Cause.FAILED, prefix + ReadAdvice.message(read, error));
  }
}
