package io.ssmenv.simulator.network;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an instance's resolver answers. Something on the instance asks for the services' names all
 * the time, so it always has an answer; when that is no longer what the VPC would say, it goes on
 * with it until its time to live is over [D], which for AWS's names is a minute at most [F]. That
 * there is no answer is not remembered. Another [F]: the VPC's own answer changes in the moment in
 * which the endpoint's state does.
 *
 * @param cache what it remembers of each service
 */
public record Resolver(Map<String, CachedAnswer> cache) {

  /**
   * What it remembers.
   *
   * @param answer what it answers
   * @param until when it asks again, if the answer is no longer true
   * @param asked how often it has asked again before
   */
  public record CachedAnswer(DnsAnswer answer, Optional<Instant> until, int queries) {}

  /** How long an answer that has just become wrong still lives. */
  @FunctionalInterface
  public interface TimeToLive {
    /** The rest of the time that an answer has been given, for the n-th time. */
    Duration remaining(String service, int queries);
  }

  /** A resolver that has just come up. */
  public static Resolver empty() {
    return new Resolver(Map.of());
  }

  /** What it answers now; it has to be kept up to date. */
  public DnsAnswer answer(String service) {
    return Optional.ofNullable(cache.get(service))
        .map(CachedAnswer::answer)
        .orElseGet(() -> new DnsAnswer.NoAnswer("Nobody has asked for %s yet".formatted(service)));
  }

  /** When it would ask again, for what it knows to be wrong. */
  public Optional<Instant> next() {
    return cache.values().stream()
        .flatMap(cached -> cached.until().stream())
        .min(Instant::compareTo);
  }

  /**
   * The resolver as it is at a moment.
   *
   * @param actual what the VPC would say to each service's name now
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
