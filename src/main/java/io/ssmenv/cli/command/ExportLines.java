package io.ssmenv.cli.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Environment variables as lines for a shell, in the order of their addition: {@code export
 * NAME=value}, quoted if necessary.
 */
public final class ExportLines {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Adds a variable, or replaces its value. */
  public ExportLines add(String name, Object value) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Invalid name of an environment variable: " + name);
    }
    variables.put(name, value.toString());
    return this;
  }

  /** Prints the lines and flushes, so that the reader of a pipe gets them at once. */
  public void print(PrintWriter out) {
    variables.forEach((name, value) -> out.println("export " + name + "=" + quoted(value)));
    out.flush();
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
