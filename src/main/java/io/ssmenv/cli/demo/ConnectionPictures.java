package io.ssmenv.cli.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ssmenv.proof.ConnectionPicture;
import io.ssmenv.proof.ConnectionRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder with the pictures of the proven connections, and with the file of the recorded values
 * that they are drawn from: those of another run differ.
 */
final class ConnectionPictures {

  private static final String RECORDS = "connections.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path folder;

  ConnectionPictures(Path folder) {
    this.folder = folder;
  }

  /** Writes the recorded values and their pictures. */
  void write(List<ConnectionRecord> connections) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(RECORDS), JSON.writeValueAsString(connections) + "\n");
    draw();
  }

  /** Reads the recorded values. */
  List<ConnectionRecord> read() throws IOException {
    return JSON.readValue(folder.resolve(RECORDS).toFile(), new TypeReference<>() {});
  }

  /** Draws the pictures of the recorded values. */
  void draw() throws IOException {
    for (ConnectionRecord connection : read()) {
      Files.writeString(folder.resolve(connection.fileName()), ConnectionPicture.of(connection));
    }
  }
}
