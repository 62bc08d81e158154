package io.ssmenv.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks text between words. A command that it ends with, or that ends before a new sentence, is
 * one word: broken, it could not be copied. What is longer than a line stays whole.
 */
public final class WordWrap {

  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<=: )(?:\\./)?(?:ssmenv|kubectl|aws|sudo|brew|curl) .*?(?=(?:\\.|, or:) |$)");

  /** Cannot be in a message. */
  private static final char SPACE_OF_COMMAND = '\0';

  private WordWrap() {}

  /** The lines of a text, which may have several itself. */
  public static List<String> lines(String text, int width) {
    List<String> lines = new ArrayList<>();
    text.lines().forEach(line -> add(line, width, lines));
    return lines;
  }

  private static void add(String text, int width, List<String> lines) {
    if (text.length() <= width) {
      lines.add(text);
      return;
    }
    String whole =
        COMMAND
            .matcher(text)
            .replaceAll(
                found -> Matcher.quoteReplacement(found.group().replace(' ', SPACE_OF_COMMAND)));
    StringBuilder line = new StringBuilder();
    for (String word : whole.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString().replace(SPACE_OF_COMMAND, ' '));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString().replace(SPACE_OF_COMMAND, ' '));
  }
}
