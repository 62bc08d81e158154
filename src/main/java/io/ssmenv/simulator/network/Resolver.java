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
 * @param names what it remembers of each service
 */
public record Resolver(Map<String, Known> names) {

  /**
   * What it remembers.
   *
   * @param answer what it answers
   * @param until when it asks again, if the answer is no longer true
   * @param asked how often it has asked again before
   */
  public record Known(DnsAnswer answer, Optional<Instant> until, int asked) {}

  /** How long an answer that has just become wrong still lives. */
  @FunctionalInterface
  public interface TimeToLive {
    /** The rest of the time that an answer has been given, for the n-th time. */
    Duration left(String service, int asked);
  }

  /** A resolver that has just come up. */
  public static Resolver fresh() {
    return new Resolver(Map.of());
  }

  /** What it answers now; it has to be kept up to date. */
  public DnsAnswer answer(String service) {
    return Optional.ofNullable(names.get(service))
        .map(Known::answer)
        .orElseGet(() -> new DnsAnswer.NoAnswer("Nobody has asked for %s yet".formatted(service)));
  }

  /** When it would ask again, for what it knows to be wrong. */
  public Optional<Instant> next() {
    return names.values().stream().flatMap(known -> known.until().stream()).min(Instant::compareTo);
  }

  /**
   * The resolver as it is at a moment.
   *
   * @param truth what the VPC would say to each service's name now
   */
  public Resolver at(
      Instant now, Iterable<String> services, Function<String, DnsAnswer> truth, TimeToLive ttl) {
    Map<String, Known> next = new LinkedHashMap<>();
    for (String service : services) {
      next.put(service, at(now, service, truth.apply(service), ttl));
    }
    return new Resolver(next);
  }

  private Known at(Instant now, String service, DnsAnswer truth, TimeToLive ttl) {
    Optional<Known> before = Optional.ofNullable(names.get(service));
    if (before.isEmpty()) {
      return new Known(truth, Optional.empty(), 0);
    }
    Known known = before.get();
    boolean over = known.until().filter(until -> !until.isAfter(now)).isPresent();
    if (over || known.answer() instanceof DnsAnswer.NoAnswer) {
      return new Known(truth, Optional.empty(), known.asked() + 1);
    }
    if (known.until().isPresent() || known.answer().equals(truth)) {
      return known;
    }
    Instant until = now.plus(ttl.left(service, known.asked()));
    return new Known(known.answer(), Optional.of(until), known.asked());
  }
}
