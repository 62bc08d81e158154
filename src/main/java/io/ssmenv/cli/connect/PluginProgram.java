package io.ssmenv.cli.connect;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The session-manager-plugin of the person's system, which speaks the protocol of sessions.
 *
 * @param hidesToken whether it takes the token from an environment variable
 */
record PluginProgram(Path path, boolean hidesToken) {

  static final String NAME = "session-manager-plugin";

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,6})\\.");

  /** The first version that does, 1.2.497 [D]: other users can see the arguments of a process. */
  private static final long FIRST_THAT_HIDES = number(1, 2, 497);

  /**
   * Finds it on the PATH.
   *
   * @throws IOException if it cannot be run
   */
  static Optional<PluginProgram> find(Map<String, String> variables) throws IOException {
    Optional<Path> found = path(variables);
    return found.isEmpty() ? Optional.empty() : Optional.of(at(found.orElseThrow()));
  }

  /** Returns where it is on the PATH. */
  static Optional<Path> path(Map<String, String> variables) {
    return Stream.of(variables.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, NAME))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  /**
   * Returns the one in a file.
   *
   * @throws IOException if it cannot be run
   */
  static PluginProgram at(Path file) throws IOException {
    return new PluginProgram(file, isNew(file));
  }

  private static boolean isNew(Path path) throws IOException {
    Process asked = new ProcessBuilder(path.toString(), "--version").start();
    asked.getOutputStream().close();
    String answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = VERSION.matcher(answer);
    return version.find()
        && number(
                Long.parseLong(version.group(1)),
                Long.parseLong(version.group(2)),
                Long.parseLong(version.group(3)))
            >= FIRST_THAT_HIDES;
  }

  private static long number(long major, long minor, long patch) {
    return (major * 10_000 + minor) * 1_000_000 + patch;
  }
}
