package io.ssmenv.aws.ssm;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.EgressChecks.Answer;
import io.ssmenv.cloud.EgressChecks.Answers;
import io.ssmenv.cloud.EgressChecks.Question;
import io.ssmenv.cloud.Owner;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An environment whose instances are asked. {@link EgressQueue} guards it. */
final class AskedEnvironment {

  private Owner owner;
  private String account = "";
  private final Map<String, Question> questions = new LinkedHashMap<>();
  private final Map<String, Answer> answers = new HashMap<>();
  private final Map<String, CloudError> failures = new LinkedHashMap<>();

  AskedEnvironment(Owner owner) {
    this.owner = owner;
  }

  Owner owner() {
    return owner;
  }

  String account() {
    return account;
  }

  /** The questions without an answer, by instance id. */
  Map<String, Question> questions() {
    return questions;
  }

  /** Why instances cannot be asked, by their ids. */
  Map<String, CloudError> failures() {
    return failures;
  }

  /** Why an instance cannot be asked; empty if all can be. */
  Optional<CloudError> failure() {
    return failures.values().stream().findFirst();
  }

  Answers answers() {
    return new Answers(answers, failure());
  }

  /** Takes other questions in the place of the previous ones. */
  void ask(Owner sameOwner, String itsAccount, Set<String> instances, List<Question> asked) {
    owner = sameOwner;
    account = itsAccount;
    answers.keySet().retainAll(instances);
    questions.clear();
    asked.forEach(question -> {
      if (!isAnswered(question)) {
        questions.put(question.instanceId(), question);
      }
    });
    failures.keySet().retainAll(questions.keySet());
  }

  /** Whether there is an answer that the one who asks does not know yet. */
  private boolean isAnswered(Question question) {
    return Optional.ofNullable(answers.get(question.instanceId()))
        .filter(answer -> question.answeredAt().filter(known -> !isLater(answer, known)).isEmpty())
        .isPresent();
  }

  /** A status has whole seconds. */
  private static boolean isLater(Answer answer, Instant known) {
    return answer.askedAt().getEpochSecond() > known.getEpochSecond();
  }

  void answered(String instance, Answer answer) {
    questions.remove(instance);
    failures.remove(instance);
    answers.put(instance, answer);
  }
}
