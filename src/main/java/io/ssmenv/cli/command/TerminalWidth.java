package io.ssmenv.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many columns the terminal has that standard output or standard error goes to. */
public final class TerminalWidth {

  /** Of a terminal whose width is not known. */
  public static final int DEFAULT = 80;

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)\\s*");

  private TerminalWidth() {}

  /** Empty if standard output is no terminal. */
  public static OptionalInt ofOutput() {
    return read(
        new ProcessBuilder("sh", "-c", "stty size <&1 >&2")
            .redirectOutput(ProcessBuilder.Redirect.INHERIT),
        true);
  }

  /** Empty if standard error is no terminal. */
  public static OptionalInt ofErrors() {
    return read(
        new ProcessBuilder("sh", "-c", "stty size <&2 2>/dev/null")
            .redirectError(ProcessBuilder.Redirect.INHERIT),
        false);
  }

  private static OptionalInt read(ProcessBuilder stty, boolean fromErrors) {
    try {
      Process process = stty.start();
      process.getOutputStream().close();
      return columns(
          new String(
              (fromErrors ? process.getErrorStream() : process.getInputStream()).readAllBytes(),
              StandardCharsets.UTF_8));
    } catch (IOException _) {
      return OptionalInt.empty(); // There is no shell, as in the image of the operator.
    }
  }

  /** Of the output of {@code stty size}; a terminal that does not know its width says 0. */
  static OptionalInt columns(String output) {
    Matcher size = ROWS_AND_COLUMNS.matcher(output);
    if (!size.matches()) {
      return OptionalInt.empty();
    }
    int columns = Integer.parseInt(size.group(1));
    return OptionalInt.of(columns > 0 ? columns : DEFAULT);
  }
}
