package io.ssmenv.cli.controlplane;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where ssmenv keeps what is expensive to make and safe to delete, outside the work tree. */
public final class CacheDirectory {

  /** Names the directory itself, and wins over everything else. */
  public static final String VARIABLE = "SSMENV_CACHE";

  private CacheDirectory() {}

  /**
   * Chooses the directory: {@value #VARIABLE}, else {@code $XDG_CACHE_HOME/ssmenv}, else {@code
   * ~/.cache/ssmenv}. A variable that is empty counts as not set, and a relative {@code
   * XDG_CACHE_HOME} is ignored, as the XDG base directory specification demands.
   *
   * @param environment the environment variables of the process
   * @param home the person's home directory
   * @return an absolute path, which need not exist yet
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
