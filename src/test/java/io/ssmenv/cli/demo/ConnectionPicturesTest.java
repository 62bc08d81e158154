package io.ssmenv.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.proof.ConnectionPicture;
import io.ssmenv.proof.ConnectionRecord;
import io.ssmenv.svg.ReadableDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that the pictures in the README are those of the recorded values. {@code -Dpicture=write}
 * draws them again; {@code ./ssmenv demo --proof --pictures Resources} records others.
 */
class ConnectionPicturesTest {

  private static final Path FOLDER = Path.of("Resources");
  private static final Pattern IMAGE =
      Pattern.compile("!\\[([^]]+)]\\(Resources/(connect-[a-z]+\\.svg)\\)");

  @TempDir Path folder;

  static List<ConnectionRecord> connections() throws IOException {
    return new ConnectionPictures(FOLDER).read();
  }

  @BeforeAll
  static void drawIfWanted() throws IOException {
    if ("write".equals(System.getProperty("picture"))) {
      new ConnectionPictures(FOLDER).draw();
    }
  }

  @Test
  void thereIsOneForEachPattern() throws IOException {
    assertThat(connections())
        .extracting(ConnectionRecord::pattern)
        .containsExactlyInAnyOrder("ElasticIp", "NatGateway", "PrivateEndpoints");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("connections")
  void thePictureIsReadableAndThatOfTheRecordedValues(ConnectionRecord connection)
      throws IOException {
    String drawn = ConnectionPicture.of(connection);

    ReadableDrawing.of(drawn);
    assertThat(FOLDER.resolve(connection.fileName()))
        .as("to draw it again run ./mvnw test -Dtest=ConnectionPicturesTest -Dpicture=write")
        .hasContent(drawn);
  }

  @Test
  void theReadmeShowsThemWithTheirTextAlternatives() throws IOException {
    Map<String, String> shown = new HashMap<>();
    IMAGE
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .forEach(image -> shown.put(image.group(2), image.group(1)));
    Map<String, String> wanted = new HashMap<>();
    for (ConnectionRecord one : connections()) {
      wanted.put(one.fileName(), ReadableDrawing.of(ConnectionPicture.of(one)).description());
    }

    assertThat(shown).isEqualTo(wanted);
  }

  @Test
  void whatWasRecordedIsReadAgain() throws IOException {
    ConnectionPictures copy = new ConnectionPictures(folder);
    copy.write(connections());

    assertThat(copy.read()).isEqualTo(connections());
    for (ConnectionRecord connection : connections()) {
      assertThat(folder.resolve(connection.fileName()))
          .hasSameTextualContentAs(FOLDER.resolve(connection.fileName()));
    }
  }
}
