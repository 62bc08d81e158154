package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.StartedSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** How AWS CLI calls the session-manager-plugin, with a folder of its own for temporary files. */
final class PluginCall implements AutoCloseable {

  private static final String RESPONSE_VARIABLE = "AWS_SSM_START_SESSION_RESPONSE";

  /** The path of a socket that the plugin creates has at most about 100 characters. */
  private static final Path SHORT_PATH = Path.of("/tmp");

  private final PluginProgram plugin;
  private final Map<String, String> variables;

  /** A plugin that is killed leaves a socket in it, and fails if it finds one there. */
  private final Path temporary;

  /**
   * @param variables of the person's environment
   */
  PluginCall(PluginProgram plugin, Map<String, String> variables) throws IOException {
    this.plugin = plugin;
    this.variables = variables;
    this.temporary =
        Files.isWritable(SHORT_PATH)
            ? Files.createTempDirectory(SHORT_PATH, "ssmenv")
            : Files.createTempDirectory("ssmenv");
  }

  ProcessBuilder builder(StartedSession session, String region, String instance) {
    ProcessBuilder builder =
        new ProcessBuilder(
            plugin.path().toString(),
            plugin.hidesToken() ? RESPONSE_VARIABLE : session.response(),
            region,
            "StartSession",
            variables.getOrDefault("AWS_PROFILE", ""),
            StartedSession.request(instance),
            session.endpoint().toString());
    Map<String, String> environment = builder.environment();
    environment.put("TMPDIR", temporary.toString());
    if (plugin.hidesToken()) {
      environment.put(RESPONSE_VARIABLE, session.response());
    }
    return builder;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      left.forEach(PluginCall::delete);
    }
    Files.delete(temporary);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
