package io.ssmenv.simulator.network;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The caching resolver of an instance. Programs on the instance resolve the services' names all the
 * time, so the cache always has an answer. An outdated answer is used until its time to live has
 * passed [D], which for AWS's names is at most a minute [F]. Negative answers are not cached. The
 * VPC's own answer changes at the moment when the state of the endpoint changes [F].
 *
 * @param cache the cached answers by service
 */
public record Resolver(Map<String, CachedAnswer> cache) {

  /**
   * A cached answer.
   *
   * @param answer the answer
   * @param until when it expires, if it is outdated
   * @param queries the number of earlier refreshes
   */
  public record CachedAnswer(DnsAnswer answer, Optional<Instant> until, int queries) {}

  /** Determines how long an outdated answer is still used. */
  @FunctionalInterface
  public interface TimeToLive {
    /** Returns the remaining time to live of a service's answer after a number of refreshes. */
    Duration remaining(String service, int queries);
  }

  /** Creates a resolver with an empty cache. */
  public static Resolver empty() {
    return new Resolver(Map.of());
  }

  /** Returns the cached answer. The cache has to be refreshed at each change. */
  public DnsAnswer answer(String service) {
    return Optional.ofNullable(cache.get(service))
        .map(CachedAnswer::answer)
        .orElseGet(() -> new DnsAnswer.NoAnswer("%s has not been resolved yet".formatted(service)));
  }

  /** Returns when the next outdated answer expires. */
  public Optional<Instant> next() {
    return cache.values().stream()
        .flatMap(cached -> cached.until().stream())
        .min(Instant::compareTo);
  }

  /**
   * Returns the resolver at a moment.
   *
   * @param actual the VPC's current answer for each service
   */
  public Resolver refreshed(
      Instant now, Iterable<String> services, Function<String, DnsAnswer> actual, TimeToLive ttl) {
    Map<String, CachedAnswer> next = new LinkedHashMap<>();
    for (String service : services) {
      next.put(service, refreshed(now, service, actual.apply(service), ttl));
    }
    return new Resolver(next);
  }

  private CachedAnswer refreshed(Instant now, String service, DnsAnswer actual, TimeToLive ttl) {
    Optional<CachedAnswer> previous = Optional.ofNullable(cache.get(service));
    if (previous.isEmpty()) {
      return new CachedAnswer(actual, Optional.empty(), 0);
    }
    CachedAnswer cached = previous.get();
    boolean expired = cached.until().filter(until -> !until.isAfter(now)).isPresent();
    if (expired || cached.answer() instanceof DnsAnswer.NoAnswer) {
      return new CachedAnswer(actual, Optional.empty(), cached.queries() + 1);
    }
    if (cached.until().isPresent() || cached.answer().equals(actual)) {
      return cached;
    }
    Instant until = now.plus(ttl.remaining(service, cached.queries()));
    return new CachedAnswer(cached.answer(), Optional.of(until), cached.queries());
  }
}
