package io.ssmenv.cli.controlplane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The directory for files that are expensive to create and safe to delete, outside the work tree.
 */
public final class CacheDirectory {

  /** The variable that sets the directory. It has priority. */
  public static final String VARIABLE = "SSMENV_CACHE";

  private CacheDirectory() {}

  /**
   * Selects the first of {@value #VARIABLE}, {@code $XDG_CACHE_HOME/ssmenv} and {@code
   * ~/.cache/ssmenv}. An empty variable counts as not set. A relative {@code XDG_CACHE_HOME} is
   * ignored, as the XDG Base Directory Specification requires.
   *
   * @param environment the environment variables of the process
   * @param home the user's home directory
   * @return an absolute path, which need not exist
   */
  public static Path resolve(Map<String, String> environment, Path home) {
    return value(environment, VARIABLE)
        .map(Path::of)
        .or(() ->
            value(environment, "XDG_CACHE_HOME")
                .map(Path::of)
                .filter(Path::isAbsolute)
                .map(base -> base.resolve("ssmenv")))
        .orElseGet(() -> home.resolve(".cache").resolve("ssmenv"))
        .toAbsolutePath();
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }
}
