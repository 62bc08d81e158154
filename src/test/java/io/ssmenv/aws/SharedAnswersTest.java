package io.ssmenv.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssmenv.aws.SharedAnswers.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {

  private static final Question IMAGE = new Question("111122223333", "GetParameter", "image");

  private final AtomicInteger asked = new AtomicInteger();
  private Instant now = Instant.EPOCH;
  private final SharedAnswers answers = new SharedAnswers(() -> now);

  @Test
  void whoAsksWhileAQuestionIsUnderWayGetsItsAnswer() throws Exception {
    FutureTask<Integer> other = new FutureTask<>(() -> answers.of(IMAGE, asked::incrementAndGet));
    int first =
        answers.of(
            IMAGE,
            () -> {
              Thread waiting = Thread.ofVirtual().start(other);
              while (waiting.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
              }
              return asked.incrementAndGet();
            });
    assertThat(first).isEqualTo(1);
    assertThat(other.get()).isEqualTo(1);
  }

  @Test
  void anAnswerIsKeptForAMoment() {
    assertThat(ask()).isEqualTo(1);
    pass(Duration.ofSeconds(9));
    assertThat(ask()).isEqualTo(1);
    pass(Duration.ofSeconds(1));
    assertThat(ask()).isEqualTo(2);
  }

  @Test
  void aFailureIsKeptForLongerEachTimeAndForgottenByAnAnswer() {
    for (int seconds : new int[] {10, 20, 40, 60, 60}) {
      int before = asked.get();
      assertThatThrownBy(this::fail).hasMessage("denied");
      pass(Duration.ofSeconds(seconds - 1));
      assertThatThrownBy(this::fail).hasMessage("denied");
      assertThat(asked.get()).isEqualTo(before + 1);
      pass(Duration.ofSeconds(1));
    }
    assertThat(ask()).isEqualTo(6);
    pass(Duration.ofSeconds(10));
    assertThatThrownBy(this::fail).hasMessage("denied");
    pass(Duration.ofSeconds(10));
    assertThat(ask()).isEqualTo(8);
  }

  @Test
  void failuresOfLongAgoDoNotCount() {
    for (int times = 0; times < 4; times++) {
      assertThatThrownBy(this::fail).hasMessage("denied");
      pass(Duration.ofMinutes(1));
    }
    pass(Duration.ofMinutes(2));
    assertThatThrownBy(this::fail).hasMessage("denied");
    pass(Duration.ofSeconds(10));
    assertThat(ask()).isEqualTo(6);
  }

  @Test
  void anErrorIsTheAnswerOfWhoWaits() {
    assertThatThrownBy(() ->
            answers.of(
                IMAGE,
                () -> {
                  throw new StackOverflowError("deep");
                }))
        .isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(this::ask).isInstanceOf(StackOverflowError.class);
  }

  @Test
  void questionsOfAnotherAccountAndAboutSomethingElseAreOthers() {
    assertThat(ask()).isEqualTo(1);
    assertThat(
            answers.of(
                new Question("444455556666", "GetParameter", "image"), asked::incrementAndGet))
        .isEqualTo(2);
    assertThat(
            answers.of(
                new Question("111122223333", "GetParameter", "other"), asked::incrementAndGet))
        .isEqualTo(3);
  }

  private int ask() {
    return answers.of(IMAGE, asked::incrementAndGet);
  }

  private int fail() {
    return answers.of(
        IMAGE,
        () -> {
          asked.incrementAndGet();
          throw new IllegalStateException("denied");
        });
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }
}
