package io.ssmenv.cli.controlplane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the programs of a control plane from the cache, or from the first source that has them.
 * The result of a source is moved into the cache atomically, so that an interrupted run leaves
 * nothing incomplete. A lock prevents two processes from doing the same work.
 */
public final class BinaryCache {

  private static final Logger LOG = LoggerFactory.getLogger(BinaryCache.class);
  private static final String WORKSPACE_PREFIX = ".provide-";
  private static final Duration LOCK_POLL = Duration.ofMillis(500);

  private final Path root;
  private final ControlPlaneVersion wanted;
  private final List<BinarySource> sources;

  BinaryCache(Path cacheDirectory, ControlPlaneVersion wanted, List<BinarySource> sources) {
    this.root = cacheDirectory.resolve("k8s");
    this.wanted = wanted;
    this.sources = List.copyOf(sources);
  }

  /** The same as {@link #at(Path, ControlPlaneVersion)}, for the newest version. */
  public static BinaryCache at(Path cacheDirectory) {
    return at(cacheDirectory, ControlPlaneVersion.newest());
  }

  /**
   * The cache of the person who runs us, with all sources: a download of the release, and a build
   * from its Go modules.
   *
   * @param cacheDirectory see {@link CacheDirectory#resolve}
   */
  public static BinaryCache at(Path cacheDirectory, ControlPlaneVersion wanted) {
    return new BinaryCache(
        cacheDirectory,
        wanted,
        List.of(new ReleaseDownload(), new GoModuleBuild(InstantSource.system())));
  }

  /** The programs in the cache: the wanted version, or the latest patch of its minor version. */
  public Optional<ControlPlaneBinaries> cached() {
    Optional<ControlPlaneBinaries> exact =
        ControlPlaneBinaries.in(root.resolve(wanted.directoryName()), wanted.kubernetes());
    return exact.or(this::latestCachedPatch);
  }

  /**
   * Provides the programs. The first time this takes some minutes.
   *
   * @param progress receives lines for the user; none if the cache has the programs
   * @throws IOException if all sources fail; the message has the reason for each
   */
  public ControlPlaneBinaries ensure(Consumer<String> progress)
      throws IOException, InterruptedException {
    Optional<ControlPlaneBinaries> present = cached();
    if (present.isPresent()) {
      return present.get();
    }
    Files.createDirectories(root);
    try (FileChannel channel =
            FileChannel.open(
                root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel, progress)) {
      LOG.debug("Holding {}", lock);
      present = cached();
      if (present.isPresent()) {
        return present.get();
      }
      removeWorkspaces(); // Left by killed runs. The lock is held, so none is in use.
      return provide(progress);
    }
  }

  private ControlPlaneBinaries provide(Consumer<String> progress)
      throws IOException, InterruptedException {
    List<String> failures = new ArrayList<>();
    for (BinarySource source : sources) {
      Path workspace = Files.createTempDirectory(root, WORKSPACE_PREFIX);
      try {
        progress.accept("Providing the control plane: " + source.description());
        return moveIntoCache(source.provide(wanted, workspace, progress));
      } catch (IOException e) {
        LOG.debug("Source failed: {}", source.description(), e);
        progress.accept("  failed: " + e.getMessage());
        failures.add("- " + source.description() + ": " + e.getMessage());
      } finally {
        deleteRecursively(workspace);
      }
    }
    throw new IOException(
        "Failed to provide kube-apiserver %s and etcd for %s/%s. These sources were tried:%n%s"
            .formatted(
                wanted.kubernetes(), wanted.os(), wanted.arch(), String.join("\n", failures)));
  }

  private ControlPlaneBinaries moveIntoCache(ControlPlaneBinaries provided) throws IOException {
    Path target = root.resolve(provided.version() + wanted.platformSuffix());
    if (Files.exists(target)) { // It is incomplete; otherwise it would have been found.
      deleteRecursively(target);
    }
    Files.move(provided.etcd().getParent(), target, StandardCopyOption.ATOMIC_MOVE);
    return ControlPlaneBinaries.in(target, provided.version())
        .orElseThrow(() -> new IOException("A program is missing or not executable in " + target));
  }

  private Optional<ControlPlaneBinaries> latestCachedPatch() {
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    String prefix = wanted.minor() + ".";
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.startsWith(prefix) && name.endsWith(wanted.platformSuffix()))
          .map(name -> name.substring(0, name.length() - wanted.platformSuffix().length()))
          .filter(version -> version.substring(prefix.length()).matches("\\d{1,4}"))
          .sorted(
              Comparator.comparingInt(
                      (String version) -> Integer.parseInt(version.substring(prefix.length())))
                  .reversed())
          .flatMap(version ->
              ControlPlaneBinaries.in(root.resolve(version + wanted.platformSuffix()), version)
                  .stream())
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("Failed to read the cache " + root, e);
    }
  }

  private static FileLock lock(FileChannel channel, Consumer<String> progress)
      throws IOException, InterruptedException {
    boolean reported = false;
    while (true) {
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException _) {
        lock = null;
      }
      if (lock != null) {
        return lock;
      }
      if (!reported) {
        progress.accept("Another process is providing the control plane; waiting for it.");
        reported = true;
      }
      Thread.sleep(LOCK_POLL);
    }
  }

  private void removeWorkspaces() throws IOException {
    try (DirectoryStream<Path> workspaces =
        Files.newDirectoryStream(root, WORKSPACE_PREFIX + "*")) {
      for (Path workspace : workspaces) {
        deleteRecursively(workspace);
      }
    }
  }

  private static void deleteRecursively(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
