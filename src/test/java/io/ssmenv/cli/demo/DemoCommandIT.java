package io.ssmenv.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.Main;
import io.ssmenv.proof.ConnectionRecord;
import io.ssmenv.svg.Drawing;
import io.ssmenv.svg.ReadableDrawing;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, from nothing and back, with the session-manager-plugin of AWS. */
class DemoCommandIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void theDemoProvesAllConnectionsAndDrawsThem() throws Exception {
    int code =
        Main.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute("demo", "--proof", "--timeout", "900", "--pictures", folder.toString());

    assertThat(code).as("%s%n%s", out, err).isZero();
    assertThat(out.toString().lines())
        .anyMatch(line -> line.matches("nat/app-0 +NatGateway +([0-9.]+) +\\1 +opened +\\d+s"))
        .anyMatch(line ->
            line.matches(
                "private/app-0 +PrivateEndpoints +no Internet +no Internet +opened +\\d+s"))
        .anyMatch(line -> line.matches("public/app-0 +ElasticIp +([0-9.]+) +\\1 +opened +\\d+s"))
        .contains(
            "3 of 3 connections are proven.",
            "The pictures are in " + folder + ".",
            "The simulated account is empty.");
    List<ConnectionRecord> records = new ConnectionPictures(folder).read();
    assertThat(records)
        .extracting(ConnectionRecord::instance)
        .containsExactly("nat/app-0", "private/app-0", "public/app-0");
    for (ConnectionRecord record : records) {
      Drawing drawing = ReadableDrawing.of(Files.readString(folder.resolve(record.fileName())));
      assertThat(drawing.words())
          .anyMatch(word -> word.startsWith("Starting session with SessionId: simulated-"))
          .contains("sh-5.2$ " + SampleSessions.COMMAND);
    }
  }
}
