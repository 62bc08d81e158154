package io.ssmenv.facts;

import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import io.ssmenv.cloud.FactSource;
import io.ssmenv.cloud.Owner;
import io.ssmenv.cloud.Timing;
import io.ssmenv.desired.EndpointServices;
import io.ssmenv.desired.Facts;
import io.ssmenv.topology.Observation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resolves facts once: what the status remembers and what exists in AWS come first, and only what
 * is still open is asked for, on a thread of its own.
 */
public final class FactsResolver {

  private static final Logger log = LoggerFactory.getLogger(FactsResolver.class);

  private record Failure(FactQuery question, CloudError error, Instant retryAt) {}

  private record Desk(
      Facts answers, Set<FactQuery> asked, boolean asking, Optional<Failure> failure) {}

  private static final Desk EMPTY = new Desk(KnownFacts.none(), Set.of(), false, Optional.empty());

  private final Executor threads;
  private final InstantSource clock;
  private final Consumer<Owner> wake;
  private final Map<String, Desk> desks = new ConcurrentHashMap<>();

  /**
   * @param wake is told when an environment's questions are answered
   */
  public FactsResolver(Executor threads, InstantSource clock, Consumer<Owner> wake) {
    this.threads = threads;
    this.clock = clock;
    this.wake = wake;
  }

  /**
   * @param remembered from the status
   */
  public FactsResolution resolve(
      Owner owner,
      FactSource source,
      EnvironmentSpec spec,
      Facts remembered,
      Observation observed) {
    Desk desk = desks.getOrDefault(owner.uid(), EMPTY);
    Facts known =
        KnownFacts.merge(
            KnownFacts.merge(KnownFacts.from(observed, spec), remembered), desk.answers());
    Set<FactQuery> open = new HashSet<>(FactQuery.of(spec, known));
    open.removeAll(desk.asked());
    if (open.isEmpty()) {
      return new FactsResolution.Known(KnownFacts.forSpec(known, spec));
    }
    Optional<Failure> failure = desk.failure().filter(failed -> open.contains(failed.question()));
    boolean rests =
        failure.filter(failed -> clock.instant().isBefore(failed.retryAt())).isPresent();
    if (!desk.asking() && !rests) {
      desks.put(owner.uid(), new Desk(desk.answers(), desk.asked(), true, failure));
      threads.execute(() -> ask(owner, source, open, known));
    }
    return unanswered(open, failure);
  }

  /** What failed stands while it is asked again: else the status would change with each attempt. */
  private static FactsResolution unanswered(Set<FactQuery> open, Optional<Failure> failure) {
    return failure
        .<FactsResolution>map(failed ->
            new FactsResolution.Failed(failed.error(), describe(Set.of(failed.question()))))
        .orElseGet(() -> new FactsResolution.Pending("AWS is being asked for " + describe(open)));
  }

  /** Forgets an environment that is gone. */
  public void forget(Owner owner) {
    desks.remove(owner.uid());
  }

  private void ask(Owner owner, FactSource source, Set<FactQuery> open, Facts known) {
    Facts answers = desks.getOrDefault(owner.uid(), EMPTY).answers();
    Set<FactQuery> asked = new HashSet<>(desks.getOrDefault(owner.uid(), EMPTY).asked());
    Optional<Failure> failure = Optional.empty();
    for (FactQuery question : open) {
      try {
        answers = KnownFacts.merge(answers, answer(source, question, known));
        asked.add(question);
      } catch (CloudException e) {
        failure = Optional.of(failed(question, e.error()));
      } catch (RuntimeException e) {
        log.error("{}: asking for {} failed unexpectedly", owner, describe(Set.of(question)), e);
        failure = Optional.of(failed(question, unexpected(e)));
      }
    }
    desks.put(owner.uid(), new Desk(answers, Set.copyOf(asked), false, failure));
    wake.accept(owner);
  }

  private Failure failed(FactQuery question, CloudError error) {
    return new Failure(question, error, clock.instant().plus(Timing.FACTS_RETRY));
  }

  private static CloudError unexpected(RuntimeException failure) {
    return new CloudError.Unavailable(
        "ssmenv", failure.getClass().getSimpleName(), String.valueOf(failure.getMessage()));
  }

  private static Facts answer(FactSource source, FactQuery question, Facts known) {
    Facts none = KnownFacts.none();
    return switch (question) {
      case FactQuery.Zones(int count) ->
          new Facts(
              zones(source, count, known.zones()), Map.of(), Set.of(), Optional.empty(), Map.of());
      case FactQuery.Image(String name) -> {
        String id = name.startsWith("ami-") ? name : source.resolveImageParameter(name);
        yield new Facts(
            List.of(),
            Map.of(name, new Facts.Image(id, source.rootDeviceName(id))),
            Set.of(),
            Optional.empty(),
            Map.of());
      }
      case FactQuery.Services services ->
          source.offersEndpoint(EndpointServices.EC2_MESSAGES)
              ? new Facts(
                  List.of(),
                  Map.of(),
                  Set.of(EndpointServices.EC2_MESSAGES),
                  Optional.empty(),
                  Map.of())
              : none;
      case FactQuery.S3PrefixList list ->
          new Facts(List.of(), Map.of(), Set.of(), source.s3PrefixList(), Map.of());
    };
  }

  /** The zones in use, and more in the order of their names. */
  private static List<String> zones(FactSource source, int count, List<String> inUse) {
    List<String> all = source.zones();
    if (all.size() < count) {
      throw new CloudException(
          new CloudError.Invalid(
              "DescribeAvailabilityZones",
              "TooFewZones",
              "spec.network.availabilityZones asks for "
                  + count
                  + ", but the region has only "
                  + all.size()
                  + " that are open to this account"));
    }
    List<String> zones = new java.util.ArrayList<>(inUse);
    all.stream()
        .filter(zone -> !zones.contains(zone))
        .limit(Math.max(0, count - zones.size()))
        .toList()
        .forEach(zones::add);
    return zones;
  }

  private static String describe(Set<FactQuery> questions) {
    return String.join(
        ", ",
        questions.stream()
            .map(question ->
                switch (question) {
                  case FactQuery.Zones zones -> "the availability zones";
                  case FactQuery.Image(String name) -> "the image " + name;
                  case FactQuery.Services services -> "the endpoint services of the region";
                  case FactQuery.S3PrefixList list -> "the prefix list of S3";
                })
            .sorted()
            .toList());
  }
}
