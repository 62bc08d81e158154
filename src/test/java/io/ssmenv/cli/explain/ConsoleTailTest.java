package io.ssmenv.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an instance writes to its console is hostile input. */
class ConsoleTailTest {

  @Test
  void nothingButPrintableCharactersIsLeft() {
    assertThat(
            ConsoleTail.of(
                    "\u001B[2J\u001B[1;31mred\u001B[0m\r\n\u001B]0;title\u0007a\tb\u0000\u0008\r\n\r\n"
                        + "\u202Edesrever \u2066x\u2069\n\uD800half\n\u001B]52;c;cm0gLXJm\u001B\\ü ok\u009B31m\n\u001Bc")
                .lines())
        .containsExactly("red", "a b", "desrever x", "half", "ü ok31m", "c");
  }

  @Test
  void onlyTheLastLinesAreLeftAndEachIsShort() {
    String many =
        IntStream.range(0, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\r\n"));
    assertThat(ConsoleTail.of(many + "\n" + "\uD83D\uDE00".repeat(201)).lines())
        .hasSize(15)
        .startsWith("line 26")
        .endsWith("\uD83D\uDE00".repeat(200) + "...");
    assertThat(ConsoleTail.of("").lines()).isEmpty();
  }
}
