package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.List;

/**
 * One value of an answer, free of any protocol: the encoders in {@code wire} decide how it looks.
 */
public sealed interface Value
    permits Value.Text, Value.Flag, Value.WholeNumber, Value.Time, Value.Items, Struct {

  /** A string. */
  record Text(String text) implements Value {}

  /** A boolean. */
  record Flag(boolean flag) implements Value {}

  /** A whole number. */
  record WholeNumber(long number) implements Value {}

  /** An instant of the simulated clock; on the wire it is mapped back to real time. */
  record Time(Instant instant) implements Value {}

  /**
   * A list: {@code item} elements in EC2, {@code member} elements in IAM and STS, an array in JSON.
   */
  record Items(List<? extends Value> values) implements Value {
    /** Copies the list. */
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A list of strings. */
  static Items texts(List<String> texts) {
    return new Items(texts.stream().map(Text::new).toList());
  }
}
