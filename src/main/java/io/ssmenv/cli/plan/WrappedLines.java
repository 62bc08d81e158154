package io.ssmenv.cli.plan;

/** Lines of at most 80 characters. Words that are longer are broken. */
public final class WrappedLines {

  private static final int WIDTH = 80;

  private final StringBuilder text = new StringBuilder();

  /** A line without an indent. */
  public void add(String line) {
    hang("", "", line);
  }

  /** An empty line, unless it would be the first. */
  public void separate() {
    if (!text.isEmpty()) {
      text.append('\n');
    }
  }

  /** Text after a label; further lines begin below the text. */
  public void hang(String indent, String label, String content) {
    String margin = indent + " ".repeat(label.length());
    StringBuilder line = new StringBuilder(indent + label);
    boolean empty = true;
    for (String word : content.split(" ", -1)) {
      if (!empty && line.length() + 1 + word.length() > WIDTH) {
        flush(line);
        line = new StringBuilder(margin);
        empty = true;
      }
      line.append(empty ? "" : " ").append(word);
      empty = false;
      while (line.length() > WIDTH) {
        flush(new StringBuilder(line.substring(0, WIDTH)));
        line = new StringBuilder(margin + line.substring(WIDTH));
      }
    }
    flush(line);
  }

  private void flush(StringBuilder line) {
    text.append(line.toString().stripTrailing()).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
