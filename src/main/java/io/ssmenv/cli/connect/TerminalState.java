package io.ssmenv.cli.connect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The settings of the terminal, which the session-manager-plugin changes when a shell begins. */
record TerminalState(String settings) {

  /** Reads those of standard input. */
  static TerminalState read() throws IOException {
    Process stty =
        new ProcessBuilder("stty", "-g")
            .redirectInput(Redirect.INHERIT)
            .redirectError(Redirect.DISCARD)
            .start();
    return new TerminalState(
        new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
  }

  /** Whether standard input is a terminal. */
  static boolean isInput() {
    try {
      return !read().settings().isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot run stty", e);
    }
  }

  /** Undoes what a plugin has changed that was killed. */
  void restore() throws IOException, InterruptedException {
    if (!settings.isEmpty() && !read().equals(this)) {
      new ProcessBuilder(List.of("stty", settings)).inheritIO().start().waitFor();
    }
  }
}
