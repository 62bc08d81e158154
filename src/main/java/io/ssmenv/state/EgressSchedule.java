package io.ssmenv.state;

import io.ssmenv.api.v1alpha1.EgressStatus;
import io.ssmenv.api.v1alpha1.EnvironmentSpec;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.InstanceStatus;
import io.ssmenv.cloud.EgressAnswer;
import io.ssmenv.cloud.EgressChecks.Answer;
import io.ssmenv.cloud.EgressChecks.Answers;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.EgressTiming;
import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import io.ssmenv.topology.Ping;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides which instances are to be asked for their egress, and compares what they have answered
 * with what the pattern promises.
 *
 * <p>An instance is asked when the interval has passed since it was last asked, or when the path
 * has changed since, as soon as its own path is as the spec asks for and resolvers have dropped the
 * previous addresses. Those that are due soon are asked with it, so that they share a command.
 *
 * @param paths what the spec asks for, and what of it an instance lacks
 * @param instances all that the spec names
 * @param answers the last ones to this process
 * @param now by the clock of AWS
 */
public record EgressSchedule(
    EnvironmentSpec spec,
    InstancePath paths,
    Set<Key> instances,
    EnvironmentStatus before,
    Observation observed,
    PathHistory path,
    Answers answers,
    Instant now) {

  /** The part of the interval by which an instance is asked early, if another one is due. */
  private static final int EARLY = 10;

  /** Returns what is known, and who is to be asked. */
  public EgressHistory history() {
    Map<String, EgressStatus> all = new HashMap<>();
    Map<String, String> unfinished = new HashMap<>();
    Map<Question, Instant> questions = new HashMap<>();
    Map<String, InstanceStatus> recorded = before.instancesByName();
    Function<Key, Optional<ExpectedEgress>> promised = ExpectedEgress.of(spec, observed);
    for (Key key : instances) {
      observed
          .find(key)
          .ifPresent(current -> {
            Optional<String> lacking = paths.unfinished(key);
            lacking.ifPresent(what -> unfinished.put(key.name(), what));
            EgressStatus egress =
                egress(
                    Optional.ofNullable(recorded.get(key.name())),
                    current,
                    lacking.isEmpty() && path.used().isPresent(),
                    expected(current, promised));
            all.put(key.name(), egress);
            Optional<Ping> ping = ping(current);
            Optional<Instant> dueAt = dueAt(egress).filter(_ -> lacking.isEmpty());
            if (ping.isPresent() && dueAt.isPresent()) {
              questions.put(question(current, ping.get(), egress), dueAt.get());
            }
          });
    }
    boolean anyDue = questions.values().stream().anyMatch(at -> !at.isAfter(now));
    Instant limit = anyDue ? now.plus(interval().dividedBy(EARLY)) : now;
    List<Question> due = new ArrayList<>();
    Optional<Instant> next = Optional.empty();
    for (Map.Entry<Question, Instant> one : questions.entrySet()) {
      if (one.getValue().isAfter(limit)) {
        next = next.filter(one.getValue()::isAfter).or(() -> Optional.of(one.getValue()));
      } else {
        due.add(one.getKey());
      }
    }
    return EgressHistory.dated(spec, all, answers.failure(), due, next, now)
        .withUnfinished(unfinished);
  }

  private Question question(Observed current, Ping ping, EgressStatus egress) {
    return new Question(
        current.id(),
        ping.platform(),
        spec.verificationOrDefault().addressServicesOrDefault(),
        StatusText.parseTime(egress.verifiedAt()));
  }

  private Duration interval() {
    return spec.verificationOrDefault().intervalOrDefault();
  }

  /** Its ping, if the instance runs and its agent can get a command. */
  private Optional<Ping> ping(Observed current) {
    return current.is(State.READY)
            && current.resource() instanceof Instance instance
            && instance.running()
        ? observed.pings().of(current.id()).filter(Ping::online)
        : Optional.empty();
  }

  /** When it is to be asked if its path is in place; empty while no path is known. */
  private Optional<Instant> dueAt(EgressStatus egress) {
    Optional<Instant> settled = path.used().map(used -> used.plus(Timing.DNS_PROPAGATION));
    return settled.map(from ->
        StatusText.parseTime(egress.verifiedAt())
            .filter(asked -> !asked.isBefore(from))
            .map(asked -> asked.plus(pause(egress, Duration.between(from, asked))))
            .orElse(from.plus(Timing.AWS_TIME_DEVIATION)));
  }

  /**
   * @param settled how long the path had been as it is
   */
  private Duration pause(EgressStatus egress, Duration settled) {
    if (egress.problem() == null) {
      return interval();
    }
    Duration retry =
        settled.compareTo(EgressTiming.RECONNECTED) < 0
            ? EgressTiming.RETRY_RECONNECTING
            : EgressTiming.RETRY;
    return retry.compareTo(interval()) < 0 ? retry : interval();
  }

  /**
   * @param expectedNow on the path in use; empty if that is not in place, or if it is not known
   */
  private EgressStatus egress(
      Optional<InstanceStatus> recorded,
      Observed current,
      boolean inPlace,
      Optional<String> expectedNow) {
    EgressStatus known =
        recorded
            .filter(instance -> current.id().equals(instance.id()))
            .map(InstanceStatus::egress)
            .filter(egress ->
                StatusText.parseTime(egress.verifiedAt())
                    .filter(at -> !at.isAfter(now.plus(Timing.AWS_TIME_DEVIATION)))
                    .isPresent())
            .orElse(new EgressStatus(null, null, null, null));
    // The answer is about the path in use, and the spec may ask for another one by now.
    Optional<String> expected = inPlace ? expectedNow : Optional.ofNullable(known.expected());
    return Optional.ofNullable(answers.byInstance().get(current.id()))
        .filter(answer -> isLater(answer, known))
        .map(answer -> recorded(answer, expected))
        .orElse(known)
        .expecting(expected.orElse(null));
  }

  private static Optional<String> expected(
      Observed current, Function<Key, Optional<ExpectedEgress>> promised) {
    return current.resource() instanceof Instance instance
        ? Egress.networkInterface(instance).flatMap(promised).map(ExpectedEgress::text)
        : Optional.empty();
  }

  private static boolean isLater(Answer answer, EgressStatus known) {
    Instant asked = answer.askedAt().truncatedTo(ChronoUnit.SECONDS);
    return StatusText.parseTime(known.verifiedAt()).filter(at -> !at.isBefore(asked)).isEmpty();
  }

  private static EgressStatus recorded(Answer answer, Optional<String> expected) {
    String askedAt = StatusText.time(answer.askedAt());
    return switch (answer.value()) {
      case EgressAnswer.Seen seen
          when seen.behindProxy() && !expected.equals(Optional.of(Egress.NONE)) ->
          new EgressStatus(null, null, askedAt, problem(EgressAnswer.Why.PROXY));
      case EgressAnswer.Seen(List<String> addresses, boolean _) ->
          new EgressStatus(null, best(addresses, expected), askedAt, null);
      case EgressAnswer.Nothing _ -> new EgressStatus(null, Egress.NONE, askedAt, null);
      case EgressAnswer.Inconclusive(EgressAnswer.Why why) ->
          new EgressStatus(null, null, askedAt, problem(why));
    };
  }

  /** Any service that tells the expected address counts: another one may be wrong. */
  private static String best(List<String> addresses, Optional<String> expected) {
    return addresses.stream()
        .filter(address ->
            expected.filter(wanted -> ExpectedEgress.matches(wanted, address)).isPresent())
        .findFirst()
        .orElse(addresses.getFirst());
  }

  private static String problem(EgressAnswer.Why why) {
    return switch (why) {
      case NO_CURL -> "curl is not installed on it";
      case PROXY -> "its programs use a proxy, so that a direct connection says nothing about them";
      case NO_CONNECTION ->
          "curl on it does not connect to Systems Manager either, although the agent does. Look for a"
              + " firewall on the instance";
      case NO_ADDRESS ->
          "an address service answered with something other than an address. Check"
              + " spec.verification.addressServices";
      case NOT_PUBLIC ->
          "an address service answered with an address that is not public. Check that"
              + " spec.verification.addressServices are on the Internet";
      case NOT_UNDERSTOOD -> "its answer is not that of the command";
      case UNDELIVERED -> "its agent did not get the command in time";
      case TIMED_OUT -> "the command did not end in time";
      case FAILED -> "the command failed. The command history of Systems Manager has its output";
      case UNREAD -> "Systems Manager did not tell the result in time";
      case INTERNAL_ERROR ->
          "a fault of the operator kept it from reading the answer. The operator's log has the stack trace";
    };
  }
}
