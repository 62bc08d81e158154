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
    text.codePoints()
        .forEach(one -> {
          if (one == '"' || one == '\\') {
            quoted.append('\\').append((char) one);
          } else if (isPrintable(one)) {
            quoted.append((char) one);
          } else {
            quoted.append("\\U%08x".formatted(one)); // Go takes no surrogates.
          }
        });
    return quoted.append('"').toString();
  }

  /** The end of a line, or nothing. */
  static String comment(String text) {
    StringBuilder printable = new StringBuilder(" # ");
    text.codePoints().forEach(one -> printable.append(isPrintable(one) ? (char) one : '?'));
    return text.isEmpty() ? "" : printable.toString();
  }

  private static boolean isPrintable(int one) {
    return one >= ' ' && one <= '~';
  }
}
