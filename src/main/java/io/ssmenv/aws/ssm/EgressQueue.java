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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is to be asked, who has been, and what they have answered. It makes no calls. */
final class EgressQueue {

  /** What the instances of a command have in common. */
  private record Kind(String account, Platform platform, List<String> services) {}

  /** Instances that are asked with one command. */
  record Batch(String account, Platform platform, List<String> services, List<String> instances) {
    EgressScript script(String region) {
      return new EgressScript(region, services);
    }
  }

  /**
   * A command under way.
   *
   * @param deadline when its answers count as lost
   */
  record Open(Batch batch, Sent sent, Instant deadline) {}

  private static final class Environment {
    private Owner owner;
    private String account = "";
    private final Map<String, Question> questions = new LinkedHashMap<>();
    private final Map<String, Answer> answers = new HashMap<>();
    private Optional<CloudError> failure = Optional.empty();

    private Environment(Owner owner) {
      this.owner = owner;
    }
  }

  private final Map<String, Environment> environments = new LinkedHashMap<>();
  private final Map<String, Open> open = new LinkedHashMap<>();

  /** Instances that were part of a command that was refused because of one of them. */
  private final Set<String> suspects = new HashSet<>();

  synchronized void ask(
      Owner owner, String account, Set<String> instances, List<Question> questions) {
    if (questions.isEmpty() && !environments.containsKey(owner.uid())) {
      return;
    }
    Environment environment =
        environments.computeIfAbsent(owner.uid(), _ -> new Environment(owner));
    environment.owner = owner;
    environment.account = account;
    environment.answers.keySet().retainAll(instances);
    environment.questions.clear();
    questions.forEach(question -> {
      if (!isAnswered(environment, question)) {
        environment.questions.put(question.instanceId(), question);
      }
    });
    if (environment.questions.isEmpty()) {
      environment.failure = Optional.empty();
    }
  }

  /** Whether there is an answer that the one who asks does not know yet. */
  private static boolean isAnswered(Environment environment, Question question) {
    return Optional.ofNullable(environment.answers.get(question.instanceId()))
        .filter(answer -> question.answeredAt().filter(known -> !isLater(answer, known)).isEmpty())
        .isPresent();
  }

  /** A status has whole seconds. */
  private static boolean isLater(Answer answer, Instant known) {
    return answer.askedAt().getEpochSecond() > known.getEpochSecond();
  }

  synchronized Answers answers(Owner owner) {
    return Optional.ofNullable(environments.get(owner.uid()))
        .map(environment -> new Answers(environment.answers, environment.failure))
        .orElse(Answers.NONE);
  }

  synchronized void forget(Owner owner) {
    environments.remove(owner.uid());
  }

  /** Returns the commands under way. */
  synchronized List<Open> open() {
    return List.copyOf(open.values());
  }

  /** Returns the questions that nobody has been asked yet, in as few commands as possible. */
  synchronized List<Batch> batches(int size) {
    Set<String> asked =
        open.values().stream()
            .flatMap(one -> one.batch().instances().stream())
            .collect(Collectors.toSet());
    suspects.retainAll(
        environments.values().stream()
            .flatMap(environment -> environment.questions.keySet().stream())
            .collect(Collectors.toSet()));
    Map<Kind, List<String>> kinds = new LinkedHashMap<>();
    List<Batch> batches = new ArrayList<>();
    for (Environment environment : environments.values()) {
      for (Question question : environment.questions.values()) {
        String id = question.instanceId();
        if (asked.contains(id)) {
          continue;
        }
        if (suspects.contains(id)) {
          batches.add(
              new Batch(
                  environment.account, question.platform(), question.services(), List.of(id)));
        } else {
          kinds
              .computeIfAbsent(
                  new Kind(environment.account, question.platform(), question.services()),
                  _ -> new ArrayList<>())
              .add(id);
        }
      }
    }
    kinds.forEach((kind, ids) -> {
      for (int from = 0; from < ids.size(); from += size) {
        batches.add(
            new Batch(
                kind.account(),
                kind.platform(),
                kind.services(),
                List.copyOf(ids.subList(from, Math.min(ids.size(), from + size)))));
      }
    });
    return batches;
  }

  synchronized void sent(Batch batch, Sent sent, Instant deadline) {
    suspects.removeAll(batch.instances());
    open.put(sent.commandId(), new Open(batch, sent, deadline));
  }

  /** Records results; returns whose instances have answered. */
  synchronized Set<Owner> answered(Open command, Map<String, EgressScript.Result> results) {
    Open current = open.getOrDefault(command.sent().commandId(), command);
    Set<Owner> owners = new HashSet<>();
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
      open.remove(command.sent().commandId());
    } else {
      Batch batch = current.batch();
      open.put(
          command.sent().commandId(),
          new Open(
              new Batch(batch.account(), batch.platform(), batch.services(), List.copyOf(left)),
              current.sent(),
              current.deadline()));
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

  /** Has each instance of a refused command asked alone; one that was alone does not answer. */
  synchronized Set<Owner> refused(Batch batch, Instant at) {
    if (batch.instances().size() > 1) {
      suspects.addAll(batch.instances());
      return Set.of();
    }
    suspects.removeAll(batch.instances());
    return record(batch.instances().getFirst(), at, EgressScript.Result.of(Why.UNDELIVERED))
        .map(Set::of)
        .orElse(Set.of());
  }

  /** An instance may be gone, or another environment may be in its place. */
  private Optional<Owner> record(String id, Instant askedAt, EgressScript.Result result) {
    return environments.values().stream()
        .filter(environment -> environment.questions.containsKey(id))
        .findFirst()
        .map(environment -> {
          environment.questions.remove(id);
          environment.answers.put(id, new Answer(askedAt, result.connects(), result.answer()));
          return environment.owner;
        });
  }

  /** Records why nobody can be asked; returns who has to know. */
  synchronized Set<Owner> failed(CloudError error) {
    Set<Owner> owners = new HashSet<>();
    for (Environment environment : environments.values()) {
      if (!environment.questions.isEmpty() && environment.failure.filter(error::equals).isEmpty()) {
        environment.failure = Optional.of(error);
        owners.add(environment.owner);
      }
    }
    return owners;
  }

  /** Records that a command was sent; returns who has to know. */
  synchronized Set<Owner> recovered() {
    Set<Owner> owners = new HashSet<>();
    for (Environment environment : environments.values()) {
      if (environment.failure.isPresent()) {
        environment.failure = Optional.empty();
        owners.add(environment.owner);
      }
    }
    return owners;
  }
}
