package io.ssmenv.testing;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorWords;
import java.util.stream.Stream;

/** AWS's errors in the words of the table, for tests that make a call fail. */
public final class AwsErrors {

  private static final Object[] VALUES = Stream.generate(() -> "some").limit(9).toArray();

  private AwsErrors() {}

  /** Returns the first error with a code that AWS returns for any action. */
  public static AwsError of(String code) {
    return ErrorWords.rows().stream()
        .filter(row -> row.code().equals(code) && row.action().equals("*"))
        .findFirst()
        .map(row -> new AwsError(code, ErrorWords.fill(row.words(), VALUES), row.status()))
        .orElseThrow(() -> new IllegalArgumentException("not in the table: " + code));
  }
}
