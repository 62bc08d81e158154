package io.ssmenv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a command says on a terminal is broken between words, and nowhere else. */
class WordWrapTest {

  private static final String MESSAGE =
      "connect: app-0 (i-0123456789abcdef0) is not connected to Session Manager: its agent is"
          + " ConnectionLost. To see why: ssmenv explain reports app-0 -n team-a";

  private static String printed(OptionalInt width) {
    StringWriter out = new StringWriter();
    new WrappingWriter(new PrintWriter(out), () -> width).println(MESSAGE);
    return out.toString();
  }

  @Test
  void wordsStayWholeAndTheCommandCanBeCopied() {
    assertThat(printed(OptionalInt.of(60)))
        .isEqualTo(
            """
            connect: app-0 (i-0123456789abcdef0) is not connected to
            Session Manager: its agent is ConnectionLost. To see why:
            ssmenv explain reports app-0 -n team-a
            """);
  }

  @Test
  void aPipeGetsTheLineAsItIs() {
    assertThat(printed(OptionalInt.empty())).isEqualTo(MESSAGE + "\n");
  }

  @Test
  void whatAProgramHasWrittenStaysAsItIs() {
    StringWriter out = new StringWriter();
    PrintWriter errors = new WrappingWriter(new PrintWriter(out), () -> OptionalInt.of(10));
    errors.print(MESSAGE + "\n");
    errors.flush();
    assertThat(out.toString()).isEqualTo(MESSAGE + "\n");
  }

  @Test
  void aCommandEndsBeforeTheNextSentence() {
    assertThat(WordWrap.lines("Run: aws ssm start-session. Then go on with the rest", 25))
        .containsExactly("Run:", "aws ssm start-session.", "Then go on with the rest");
  }

  @Test
  void aTerminalThatDoesNotKnowItsWidthHas80Columns() {
    assertThat(TerminalWidth.columns("24 100\n")).hasValue(100);
    assertThat(TerminalWidth.columns("0 0\n")).hasValue(80);
    assertThat(TerminalWidth.columns("stty: Inappropriate ioctl for device\n")).isEmpty();
  }
}
