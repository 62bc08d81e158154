package io.ssmenv.aws.ssm;

import io.ssmenv.aws.ssm.EgressCommands.Sent;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressAnswer.Why;
import io.ssmenv.cloud.EgressChecks.Answer;
import io.ssmenv.cloud.EgressChecks.Answers;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Platform;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Who is to be asked, who has been, and what they have answered. It makes no calls. */
final class EgressQueue {

  /** What the instances of a command have in common. */
  private record Kind(String account, Platform platform, List<String> services, long group) {}

  /** Instances that are asked with one command. */
  record Batch(String account, Platform platform, List<String> services, List<String> instances) {
    EgressScript script(String region) {
      return new EgressScript(region, services);
    }
  }

  /** A command under way. After the deadline, its answers count as lost. */
  record Open(Batch batch, Sent sent, Instant deadline) {
    Open left(List<String> ids) {
      return new Open(
          new Batch(batch.account, batch.platform, batch.services, ids), sent, deadline);
    }
  }

  private final Map<String, AskedEnvironment> environments = new LinkedHashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();
  private final CommandRefusals refusals = new CommandRefusals();

  synchronized void ask(
      Owner owner, String account, Set<String> instances, List<Question> questions) {
    if (questions.isEmpty() && !environments.containsKey(owner.uid())) {
      return;
    }
    AskedEnvironment environment =
        environments.computeIfAbsent(owner.uid(), _ -> new AskedEnvironment(owner));
    environment.ask(owner, account, instances, questions);
  }

  synchronized Answers answers(Owner owner) {
    return Optional.ofNullable(environments.get(owner.uid()))
        .map(AskedEnvironment::answers)
        .orElse(Answers.NONE);
  }

  synchronized void forget(Owner owner) {
    environments.remove(owner.uid());
  }

  /** Returns the commands under way. */
  synchronized List<Open> open() {
    return List.copyOf(open.values());
  }

  /**
   * Returns the questions that nobody has been asked yet, in as few commands as possible: first
   * those of instances that were never part of a refused command.
   */
  synchronized List<Batch> batches(int size, Instant now) {
    Set<String> asked = asked();
    refusals.retain(
        environments.values().stream()
            .flatMap(environment -> environment.questions().keySet().stream())
            .collect(Collectors.toSet()));
    Map<Kind, List<String>> kinds = new LinkedHashMap<>();
    for (AskedEnvironment environment : environments.values()) {
      for (Question question : environment.questions().values()) {
        String id = question.instanceId();
        if (!asked.contains(id) && !refusals.waits(id, now)) {
          kinds
              .computeIfAbsent(
                  new Kind(
                      environment.account(),
                      question.platform(),
                      question.services(),
                      refusals.group(id)),
                  _ -> new ArrayList<>())
              .add(id);
        }
      }
    }
    return kinds.entrySet().stream()
        .sorted(Comparator.comparingLong(kind -> kind.getKey().group()))
        .flatMap(kind -> batches(kind.getKey(), kind.getValue(), size).stream())
        .toList();
  }

  private static List<Batch> batches(Kind kind, List<String> ids, int size) {
    List<Batch> batches = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += size) {
      batches.add(
          new Batch(
              kind.account(),
              kind.platform(),
              kind.services(),
              List.copyOf(ids.subList(from, Math.min(ids.size(), from + size)))));
    }
    return batches;
  }

  private Set<String> asked() {
    return open.values().stream()
        .flatMap(one -> one.batch().instances().stream())
        .collect(Collectors.toSet());
  }

  /** Whether a command is not to be sent yet, because too many have been refused. */
  synchronized boolean waits(Batch batch, Instant now) {
    return refusals.waits(batch, now);
  }

  /** Records a command; returns who has to know that it was accepted. */
  synchronized Set<Owner> sent(Batch batch, Sent sent, Instant deadline) {
    refusals.accepted(batch);
    open.put(sent.commandId(), new Open(batch, sent, deadline));
    return succeed(batch);
  }

  /** Records results; returns whose instances have answered. */
  synchronized Set<Owner> answered(Open command, Map<String, EgressScript.Result> results) {
    String commandId = command.sent().commandId();
    Open current = open.getOrDefault(commandId, command);
    Set<Owner> owners = succeed(current.batch());
    List<String> left = new ArrayList<>();
    for (String id : current.batch().instances()) {
      EgressScript.Result result = results.get(id);
      if (result == null) {
        left.add(id);
      } else {
        record(id, current.sent().at(), result).ifPresent(owners::add);
      }
    }
    if (left.isEmpty()) {
      open.remove(commandId);
    } else {
      open.put(commandId, current.left(List.copyOf(left)));
    }
    return owners;
  }

  /** Ends a command; returns whose instances have not answered it. */
  synchronized Set<Owner> unanswered(Open command, Why why) {
    Open rest = open.remove(command.sent().commandId());
    Set<Owner> owners = new HashSet<>();
    if (rest != null) {
      for (String id : rest.batch().instances()) {
        record(id, rest.sent().at(), EgressScript.Result.of(why)).ifPresent(owners::add);
      }
    }
    return owners;
  }

  /**
   * Records that AWS has refused a command. Its halves are asked next; an instance that is gone,
   * and was the only one, does not answer.
   *
   * @param awsTime now, by the clock of AWS
   * @return who has to know
   */
  synchronized Set<Owner> refused(Batch batch, CloudError error, Instant now, Instant awsTime) {
    boolean alone = batch.instances().size() == 1;
    if (error instanceof CloudError.NotFound) {
      refusals.gone(batch);
      return alone
          ? record(batch.instances().getFirst(), awsTime, EgressScript.Result.of(Why.UNDELIVERED))
              .map(Set::of)
              .orElse(Set.of())
          : Set.of();
    }
    refusals.refused(batch, error, now);
    if (refusals.refusesAll(batch.account())) {
      return fail(
          error, (account, id) -> account.equals(batch.account()) && refusals.isSuspect(id));
    }
    return alone ? fail(error, (_, id) -> batch.instances().contains(id)) : Set.of();
  }

  /** Records that a command could not be made, for which none of its instances is the reason. */
  synchronized Set<Owner> failed(Batch batch, CloudError error, Instant now) {
    refusals.failed(batch, error, now);
    return fail(error, (_, id) -> batch.instances().contains(id));
  }

  /** An instance may be gone, or another environment may be in its place. */
  private Optional<Owner> record(String id, Instant askedAt, EgressScript.Result result) {
    return environments.values().stream()
        .filter(environment -> environment.questions().containsKey(id))
        .findFirst()
        .map(environment -> {
          environment.answered(id, new Answer(askedAt, result.connects(), result.answer()));
          return environment.owner();
        });
  }

  /** Records why nobody can be asked; returns who has to know. */
  synchronized Set<Owner> cannotSend(CloudError error) {
    Set<String> asked = asked();
    return fail(error, (_, id) -> !asked.contains(id));
  }

  /** Records why no results can be read; returns who has to know. */
  synchronized Set<Owner> cannotRead(CloudError error) {
    return fail(error, (_, _) -> true);
  }

  private Set<Owner> fail(CloudError error, BiPredicate<String, String> accountAndId) {
    return changeFailures(environment ->
        environment.questions().keySet().stream()
            .filter(id -> accountAndId.test(environment.account(), id))
            .forEach(id -> environment.failures().put(id, error)));
  }

  private Set<Owner> succeed(Batch batch) {
    return changeFailures(
        environment -> batch.instances().forEach(id -> environment.failures().remove(id)));
  }

  private Set<Owner> changeFailures(Consumer<AskedEnvironment> change) {
    Set<Owner> owners = new HashSet<>();
    for (AskedEnvironment environment : environments.values()) {
      Optional<CloudError> before = environment.failure();
      change.accept(environment);
      if (!environment.failure().equals(before)) {
        owners.add(environment.owner());
      }
    }
    return owners;
  }
}
