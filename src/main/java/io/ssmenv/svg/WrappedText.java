package io.ssmenv.svg;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text into lines that fit into a width. */
public final class WrappedText {

  private WrappedText() {}

  /**
   * The lines of a text, at least one. A word that is too wide is shortened; what does not fit into
   * the last line, too.
   */
  public static List<String> lines(String text, FontStyle font, double width, int maxLines) {
    List<String> lines = new ArrayList<>();
    String rest = PlainText.line(text).strip();
    while (lines.size() < maxLines - 1 && font.width(rest) > width) {
      int end = rest.length();
      while (end > 0 && font.width(rest.substring(0, end)) > width) {
        end = rest.lastIndexOf(' ', end - 1);
      }
      if (end <= 0) {
        int space = rest.indexOf(' ');
        end = space < 0 ? rest.length() : space;
      }
      lines.add(PlainText.shortened(rest.substring(0, end), font, width));
      rest = rest.substring(end).strip();
    }
    if (!rest.isEmpty() || lines.isEmpty()) {
      lines.add(PlainText.shortened(rest, font, width));
    }
    return lines;
  }
}
