package io.ssmenv.aws;

import io.ssmenv.cloud.FactTiming;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The answers of AWS that many environments ask for: each question is asked once at a time, and its
 * answer is for all who ask meanwhile and for a moment after. A failure counts as an answer, for
 * longer the more often it is repeated.
 */
final class SharedAnswers {

  /**
   * A question, whose answer is the same for all environments.
   *
   * @param account zones, images and services differ between accounts
   * @param about the parameters of the action
   */
  record Question(String account, String action, Object about) {}

  /**
   * @param failures in a row before this answer
   */
  private record Asked(CompletableFuture<Answer> answer, int failures) {

    static Asked after(Optional<Asked> before) {
      return new Asked(new CompletableFuture<>(), before.map(Asked::failuresAfter).orElse(0));
    }

    boolean isCurrent(Instant now) {
      return !answer.isDone() || now.isBefore(answer.join().until());
    }

    int failuresAfter() {
      return answer.join().thrown().isPresent() ? failures + 1 : 0;
    }
  }

  private record Answer(Optional<Object> value, Optional<Throwable> thrown, Instant until) {}

  private final InstantSource clock;
  private final Map<Question, Asked> questions = new ConcurrentHashMap<>();

  SharedAnswers(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Returns the answer to a question, or throws what asking threw.
   *
   * @param ask makes the call; always the same one for the same question
   */
  @SuppressWarnings("unchecked") // The same question has the same type of answer.
  <T> T of(Question question, Supplier<T> ask) {
    Instant now = clock.instant();
    questions.values().removeIf(asked -> isForgotten(asked, now));
    AtomicBoolean mine = new AtomicBoolean();
    Asked asked =
        questions.compute(
            question,
            (_, before) -> {
              boolean current = before != null && before.isCurrent(now);
              mine.set(!current);
              return current ? before : Asked.after(Optional.ofNullable(before));
            });
    if (mine.get()) {
      asked.answer().complete(answer(asked.failures(), ask));
    }
    Answer answer = asked.answer().join();
    answer.thrown().ifPresent(SharedAnswers::rethrow);
    return (T) answer.value().orElseThrow();
  }

  /** The answer to a question, if there is one, is for nobody else. */
  void forget(Question question) {
    questions.computeIfPresent(question, (_, asked) -> asked.answer().isDone() ? null : asked);
  }

  private Answer answer(int failures, Supplier<?> ask) {
    try {
      Object value = ask.get();
      Instant until = clock.instant().plus(FactTiming.RETRY);
      return new Answer(Optional.of(value), Optional.empty(), until);
    } catch (Throwable e) { // Others wait for the answer, after an Error too.
      Instant until = clock.instant().plus(FactTiming.SHARED_RETRY.after(failures + 1));
      return new Answer(Optional.empty(), Optional.of(e), until);
    }
  }

  /** The failures in a row count until nobody has asked for a while. */
  private static boolean isForgotten(Asked asked, Instant now) {
    return asked.answer().isDone()
        && now.isAfter(asked.answer().join().until().plus(FactTiming.SHARED_RETRY.longest()));
  }

  private static void rethrow(Throwable thrown) {
    switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new CompletionException(thrown);
    }
  }
}
