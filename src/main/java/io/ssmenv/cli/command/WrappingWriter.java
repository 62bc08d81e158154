package io.ssmenv.cli.command;

import java.io.PrintWriter;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Breaks the lines that a command says with {@link #println(String)} between words, if they go to a
 * terminal. What a program on an instance has written is printed with {@link #print(String)}, and
 * stays as it is.
 */
final class WrappingWriter extends PrintWriter {

  /** Fits any terminal, so nobody has to ask for the width. */
  private static final int SHORT = 40;

  private final Supplier<OptionalInt> width;

  /**
   * @param width that of the terminal; empty if there is none
   */
  WrappingWriter(PrintWriter to, Supplier<OptionalInt> width) {
    super(to, true);
    this.width = width;
  }

  @Override
  public void println(String text) {
    OptionalInt columns = text.length() <= SHORT ? OptionalInt.empty() : width.get();
    super.println(
        columns.isPresent()
            ? String.join(System.lineSeparator(), WordWrap.lines(text, columns.getAsInt()))
            : text);
  }
}
