package io.ssmenv.simulator.core;

import java.time.Instant;
import java.util.List;

/** A value in a response, independent of the protocol; the encoders in {@code wire} format it. */
public sealed interface Value
    permits Value.Text, Value.Flag, Value.WholeNumber, Value.Time, Value.Items, Struct {

  /** A string. */
  record Text(String text) implements Value {}

  /** A boolean. */
  record Flag(boolean flag) implements Value {}

  /** A whole number. */
  record WholeNumber(long number) implements Value {}

  /** An instant of the simulated clock; it is converted to real time on the wire. */
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

  /** Creates a list of strings. */
  static Items texts(List<String> texts) {
    return new Items(texts.stream().map(Text::new).toList());
  }
}
