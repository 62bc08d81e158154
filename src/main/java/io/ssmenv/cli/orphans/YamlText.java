package io.ssmenv.cli.orphans;

/** Texts that others have written into AWS, in YAML. */
final class YamlText {

  private static final String PLAIN = "[a-zA-Z][a-zA-Z0-9]*[-./:_a-zA-Z0-9]*[-._a-zA-Z0-9]";

  /** What YAML 1.1 does not take for a text. */
  private static final String WORDS = "(?i)true|false|yes|no|on|off|null|y|n";

  private YamlText() {}

  /** A scalar that every parser reads as this text. */
  static String scalar(String text) {
    if (text.matches(PLAIN) && !text.matches(WORDS)) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == '"' || one == '\\') {
        quoted.append('\\').append(one);
      } else if (isPrintable(one)) {
        quoted.append(one);
      } else {
        quoted.append("\\u%04x".formatted((int) one));
      }
    }
    return quoted.append('"').toString();
  }

  /** The end of a line, or nothing. */
  static String comment(String text) {
    StringBuilder printable = new StringBuilder(" # ");
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      printable.append(isPrintable(one) ? one : '?');
    }
    return text.isEmpty() ? "" : printable.toString();
  }

  private static boolean isPrintable(char one) {
    return one >= ' ' && one <= '~';
  }
}
