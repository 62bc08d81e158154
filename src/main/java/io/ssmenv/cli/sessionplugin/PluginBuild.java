package io.ssmenv.cli.sessionplugin;

import io.ssmenv.cli.controlplane.GoCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds the session-manager-plugin from its Go module, in about a minute, and keeps it in the
 * cache. AWS publishes packages for some systems only, and the version of an installed plugin is
 * not known to a test. The module has no {@code go.mod} of its own, so ours pins its dependencies.
 */
public final class PluginBuild {

  /** The version of the module, and the last part of the cache's path. */
  static final String MODULE_VERSION = "v0.0.0-20260401221635-b79d06c1d3a2";

  /** The name under which AWS CLI calls it. */
  private static final String PROGRAM = "session-manager-plugin";

  private static final String WORKSPACE_PREFIX = ".build-";

  private final Path directory;
  private final InstantSource clock;

  private PluginBuild(Path directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * Creates the build of this version.
   *
   * @param cacheDirectory see {@link io.ssmenv.cli.controlplane.CacheDirectory#resolve}
   */
  public static PluginBuild at(Path cacheDirectory) {
    return new PluginBuild(cacheDirectory.resolve(PROGRAM), InstantSource.system());
  }

  /** Returns the program if it has been built. */
  public Optional<Path> cached() {
    return Optional.of(versionDirectory().resolve(PROGRAM)).filter(Files::isExecutable);
  }

  /**
   * Provides the program, and builds it first if necessary. Two processes may build at the same
   * time: the results are equal, and the first one stays.
   *
   * @param progress receives lines for the user; none if the cache has the program
   * @throws IOException if the build fails, with the last lines of its output
   */
  public Path ensure(Consumer<String> progress) throws IOException, InterruptedException {
    Optional<Path> present = cached();
    if (present.isPresent()) {
      return present.get();
    }
    Files.createDirectories(directory);
    Path workspace = Files.createTempDirectory(directory, WORKSPACE_PREFIX);
    try {
      progress.accept("Building the " + PROGRAM + " from its Go module (about a minute)");
      copy("plugin.go.mod", workspace.resolve("go.mod"));
      copy("plugin.go.sum", workspace.resolve("go.sum"));
      copy("plugin.main.go", workspace.resolve("main.go"));
      Path output = Files.createDirectory(workspace.resolve("bin"));
      new GoCommand(workspace, clock, progress)
          .build(PROGRAM, output.resolve(PROGRAM), "-s -w", List.of("."));
      if (cached().isEmpty()) {
        Files.move(output, versionDirectory(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      delete(workspace);
    }
    return cached().orElseThrow(() -> new IOException("no program in " + versionDirectory()));
  }

  private Path versionDirectory() {
    String system = System.getProperty("os.name") + "-" + System.getProperty("os.arch");
    return directory.resolve(
        MODULE_VERSION + "-" + system.toLowerCase(Locale.ROOT).replace(' ', '-'));
  }

  private static void copy(String resource, Path target) throws IOException {
    try (InputStream content = PluginBuild.class.getResourceAsStream(resource)) {
      if (content == null) {
        throw new IOException("resource %s is missing in this build of ssmenv".formatted(resource));
      }
      Files.copy(content, target);
    }
  }

  private static void delete(Path workspace) throws IOException {
    try (Stream<Path> tree = Files.walk(workspace)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
