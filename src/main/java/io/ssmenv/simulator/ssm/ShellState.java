package io.ssmenv.simulator.ssm;

import java.util.HashMap;
import java.util.Map;

/** The variables of a running script. */
final class ShellState {
  private static final String EXIT_CODE = "?";

  private final Map<String, String> variables = new HashMap<>(Map.of(EXIT_CODE, "0"));

  /** Returns the value of a variable; empty if it is not set. */
  String value(String name) {
    return variables.getOrDefault(name, "");
  }

  void set(String name, String value) {
    variables.put(name, value);
  }

  /** Records the exit code of a line. */
  void exited(int code) {
    set(EXIT_CODE, Integer.toString(code));
  }
}
