package io.ssmenv.cli.explain;

import java.util.Optional;

/** What is known of the console of an instance. */
sealed interface Console {

  /** EC2 has nothing of it, as in the first minutes. */
  record Nothing() implements Console {}

  record Shown(ConsoleTail tail) implements Console {}

  record Unread(String why) implements Console {}

  /** What there is to show of an output, as the instance has written it. */
  static Console of(Optional<String> output) {
    return output
        .map(ConsoleTail::of)
        .filter(tail -> !tail.lines().isEmpty())
        .<Console>map(Shown::new)
        .orElseGet(Nothing::new);
  }
}
