package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Pings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private record Pause(int failures, Instant until, CloudError error) {}

  private final Clients clients;
  private final String cluster;
  private final InstantSource clock;
  private final InternalErrors internalErrors;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();

  AwsReader(Clients clients, String cluster, InstantSource clock, InternalErrors internalErrors) {
    this.clients = clients;
    this.cluster = cluster;
    this.clock = clock;
    this.internalErrors = internalErrors;
  }

  /** Lists a type, and asks for those resources by id whose absence has to be checked. */
  ListResult list(Listing listing, ListResult before, Collection<EnvironmentCache> caches) {
    Instant startedAt = clock.instant();
    return attempt(
        listing.action(),
        () -> {
          ListResult result = before.withItems(startedAt, listing.list(clients, cluster));
          caches.forEach(cache -> checkAbsences(cache, listing));
          return result;
        },
        error -> before.withFailure(unlisted(error, "")));
  }

  private void checkAbsences(EnvironmentCache cache, Listing listing) {
    for (String id : cache.absenceChecks().pending(listing)) {
      AbsenceChecks.Result result =
          attempt(
              listing.action() + " of " + id,
              () -> AbsenceChecks.ask(cache.owner(), listing, clients, id),
              error -> new AbsenceChecks.Result.Inconclusive(id + ": " + error.summary()));
      cache.absenceChecks().record(listing, id, result);
    }
  }

  Pings ping(PingSource source) {
    return attempt(
        "DescribeInstanceInformation",
        () -> new Pings.Known(source.list(clients, cluster)),
        error -> new Pings.Unknown(error.summary()));
  }

  /**
   * Makes a read.
   *
   * @param failed makes the result of a failure
   */
  <T> T attempt(String read, Supplier<? extends T> call, Function<CloudError, ? extends T> failed) {
    Pause pause = pauses.get(read);
    if (pause != null && clock.instant().isBefore(pause.until())) {
      return failed.apply(pause.error());
    }
    try {
      T result = call.get();
      pauses.remove(read);
      return result;
    } catch (Throwable e) { // An Error must not end the poller either.
      CloudError error = ErrorClassifier.classify(read, e);
      if (error instanceof CloudError.Internal) {
        internalErrors.report(clients.region() + ": " + read, error, e);
        pauses.put(read, pause(pause == null ? 1 : pause.failures() + 1, error));
      } else {
        log.debug("{}: {}", clients.region(), error.summary());
      }
      return failed.apply(error);
    }
  }

  /** Why the types of a listing are unlisted after a failure, which is logged. */
  Unlisted unlisted(CloudError error, String prefix) {
    if (error instanceof CloudError.Internal) {
      return new Unlisted(Unlisted.Cause.INTERNAL_ERROR, prefix + error.summary());
    }
    log.warn("{}: {}{}", clients.region(), prefix, error.summary());
    return new Unlisted(Unlisted.Cause.FAILED, prefix + error.summary());
  }

  private Pause pause(int failures, CloudError error) {
    Instant until = clock.instant().plus(Timing.INTERNAL_ERROR_BACKOFF.after(failures));
    return new Pause(failures, until, error);
  }
}
