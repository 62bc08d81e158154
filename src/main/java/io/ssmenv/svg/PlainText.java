package io.ssmenv.svg;

/** Texts of others, made fit for a drawing: what they contain is hostile input. */
public final class PlainText {

  private static final char REPLACEMENT = '\uFFFD';

  private PlainText() {}

  /**
   * A single line without characters that XML forbids, that cannot be seen or that change the
   * direction of writing.
   */
  public static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(letter -> {
          switch (Character.getType(letter)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                line.append(Character.isWhitespace(letter) ? ' ' : REPLACEMENT);
            case Character.FORMAT,
                Character.SURROGATE,
                Character.PRIVATE_USE,
                Character.UNASSIGNED ->
                line.append(REPLACEMENT);
            default -> line.appendCodePoint(letter);
          }
        });
    return line.toString();
  }

  /**
   * A text that is at most as wide as its place. The middle is left out, because ids differ at
   * their ends and names at both.
   */
  public static String shortened(String text, FontStyle font, double width) {
    String line = line(text);
    if (font.width(line) <= width) {
      return line;
    }
    int[] letters = line.codePoints().toArray();
    for (int left = letters.length - 1; left > 0; left--) {
      int head = (left + 1) / 2;
      String candidate =
          new String(letters, 0, head)
              + "\u2026"
              + new String(letters, letters.length - (left - head), left - head);
      if (font.width(candidate) <= width) {
        return candidate;
      }
    }
    return "\u2026";
  }
}
