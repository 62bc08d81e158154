package io.ssmenv.cli.explain;

import java.util.List;

/**
 * The last lines of what an instance has written to its console. Anybody who runs something there
 * decides what they say, so nothing in them reaches the terminal but printable characters.
 */
record ConsoleTail(List<String> lines) {

  private static final int LINES = 15;
  private static final int LENGTH = 200;

  /** The sequences that move a cursor, change colours or set the title of a terminal. */
  private static final String ESCAPES =
      "\u001B\\[[0-?]*[ -/]*[@-~]|\u001B[\\]PX^_][^\u0007\u001B]*(\u0007|\u001B\\\\)?|\u001B[@-Z\\\\]";

  /** Control characters, those that reverse text, and halves of characters. */
  private static final String UNPRINTABLE = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]";

  ConsoleTail {
    lines = List.copyOf(lines);
  }

  /** Of an output, as the instance has written it. */
  static ConsoleTail of(String output) {
    List<String> printable =
        output
            .replaceAll(ESCAPES, "")
            .lines()
            .map(line -> line.replace('\t', ' ').replaceAll(UNPRINTABLE, "").strip())
            .filter(line -> !line.isEmpty())
            .map(ConsoleTail::shortened)
            .toList();
    return new ConsoleTail(
        printable.subList(Math.max(0, printable.size() - LINES), printable.size()));
  }

  private static String shortened(String line) {
    return line.codePointCount(0, line.length()) <= LENGTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LENGTH)) + "...";
  }
}
