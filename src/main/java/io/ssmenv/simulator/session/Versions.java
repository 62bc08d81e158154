package io.ssmenv.simulator.session;

import java.util.Arrays;

/** Compares versions such as {@code 1.2.30.0}. */
final class Versions {
  private Versions() {}

  static boolean atLeast(String version, String minimum) {
    if (!version.matches("\\d{1,6}(\\.\\d{1,6})*")) {
      return false;
    }
    return Arrays.compare(numbers(version), numbers(minimum)) >= 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
