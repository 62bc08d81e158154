package io.ssmenv.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.Drawing.Part;
import io.ssmenv.svg.DrawingStyle;
import io.ssmenv.svg.ReadableDrawing;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectionPictureTest {

  static Stream<ConnectionRecord> connections() {
    return Stream.of(
        ConnectionRecords.elasticIp(),
        ConnectionRecords.natGateway(),
        ConnectionRecords.privateEndpoints(1),
        ConnectionRecords.privateEndpoints(9),
        withScreen(ConnectionRecords.elasticIp(), "x".repeat(500) + "\nsh-5.2$ "),
        withScreen(
            ConnectionRecords.elasticIp(),
            "sh-5.2$ " + ConnectionRecords.COMMAND + "\n" + "line\n".repeat(60)));
  }

  private static ConnectionRecord withScreen(ConnectionRecord record, String screen) {
    return new ConnectionRecord(
        record.instance(),
        record.instanceId(),
        record.pattern(),
        record.expected(),
        record.observed(),
        record.seconds(),
        record.command(),
        screen,
        record.details());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("connections")
  void everyTextIsReadableAndInsideItsBox(ConnectionRecord connection) {
    Drawing drawing = ReadableDrawing.of(ConnectionPicture.of(connection));

    assertThat(drawing.texts()).hasSizeGreaterThan(8);
    Part terminal = drawing.all(DrawingStyle.TERMINAL).getFirst();
    assertThat(terminal.bounds().getWidth()).as("long lines are continued").isLessThan(500);
    assertThat(drawing.texts())
        .filteredOn(text -> text.style().startsWith(DrawingStyle.TERMINAL_TEXT.cssClass()))
        .isNotEmpty()
        .allMatch(text -> terminal.bounds().contains(text.bounds()));
    List<Part> panels = drawing.all(DrawingStyle.RESOURCE);
    assertThat(drawing.texts())
        .filteredOn(text -> text.bounds().getX() > terminal.bounds().getMaxX())
        .filteredOn(text -> text.bounds().getY() > terminal.bounds().getY())
        .filteredOn(text -> text.bounds().getMaxY() < terminal.bounds().getMaxY())
        .isNotEmpty()
        .allMatch(text -> panels.stream().anyMatch(box -> box.bounds().contains(text.bounds())));
  }

  @Test
  void theSessionIsOnTheLeftWithWhatWasTypedAndAnswered() {
    List<String> words = Drawing.read(ConnectionPicture.of(ConnectionRecords.elasticIp())).words();

    assertThat(words)
        .containsSubsequence(
            "$ ./ssmenv connect public",
            "Starting session with SessionId: simulated-0123456789abcdef0",
            "sh-5.2$ " + ConnectionRecords.COMMAND,
            "203.0.113.77",
            "sh-5.2$ exit",
            "exit",
            "Exiting session with sessionId: simulated-0123456789abcdef0.");
  }

  @Test
  void theAddressIsMarkedInTheSessionAndInTheDetails() {
    for (ConnectionRecord connection :
        List.of(ConnectionRecords.elasticIp(), ConnectionRecords.natGateway())) {
      Drawing drawing = Drawing.read(ConnectionPicture.of(connection));

      for (DrawingStyle style : List.of(DrawingStyle.TERMINAL_MARK, DrawingStyle.MARK)) {
        Part mark = drawing.all(style).getFirst();
        assertThat(drawing.texts())
            .filteredOn(text -> mark.bounds().contains(text.bounds()))
            .extracting(Part::text)
            .containsExactly(connection.observed());
      }
    }
  }

  @Test
  void aTimeOutIsMarkedAsItsAnswer() {
    Drawing drawing = Drawing.read(ConnectionPicture.of(ConnectionRecords.privateEndpoints(3)));

    Part mark = drawing.all(DrawingStyle.TERMINAL_MARK).getFirst();
    assertThat(drawing.texts())
        .filteredOn(text -> mark.bounds().contains(text.bounds()))
        .extracting(Part::text)
        .containsExactly("curl: (28) Connection timed out after 10001 milliseconds");
    assertThat(drawing.all(DrawingStyle.MARK)).isEmpty();
  }

  @Test
  void theTextAlternativeSaysWhatTheSessionProves() {
    assertThat(Drawing.read(ConnectionPicture.of(ConnectionRecords.elasticIp())).description())
        .contains("The answer, 203.0.113.77, is the address of the Elastic IP");
    assertThat(
            Drawing.read(ConnectionPicture.of(ConnectionRecords.privateEndpoints(3))).description())
        .contains("It times out.");
  }
}
