package io.ssmenv.cli.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryCacheTest {

  private static final ControlPlaneVersion WANTED =
      new ControlPlaneVersion("1.36.3", "3.7.3", "linux", "amd64");

  @TempDir Path cache;
  private final List<String> progress = new ArrayList<>();

  @Test
  void keepsProvidedBinaries() throws Exception {
    Source source = new Source("1.36.3");

    ControlPlaneBinaries first = cacheWith(source).ensure(progress::add);
    ControlPlaneBinaries second = cacheWith(source).ensure(progress::add);

    assertThat(first).isEqualTo(second);
    assertThat(first.kubeApiServer())
        .isEqualTo(cache.resolve("k8s/1.36.3-linux-amd64/kube-apiserver"))
        .isExecutable();
    assertThat(source.calls).hasValue(1);
  }

  @Test
  void triesTheSourcesInTheirOrder() throws Exception {
    Source unreachable = new Source("the site cannot be reached", "");
    Source build = new Source("1.36.3");
    Source notNeeded = new Source("1.36.3");

    cacheWith(unreachable, build, notNeeded).ensure(progress::add);

    assertThat(unreachable.calls).hasValue(1);
    assertThat(build.calls).hasValue(1);
    assertThat(notNeeded.calls).hasValue(0);
    assertThat(progress).anyMatch(line -> line.contains("the site cannot be reached"));
  }

  @Test
  void reportsWhyEachSourceFailed() {
    BinaryCache empty =
        cacheWith(new Source("the site cannot be reached", ""), new Source("there is no go", ""));

    assertThatThrownBy(() -> empty.ensure(progress::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1.36.3")
        .hasMessageContaining("the site cannot be reached")
        .hasMessageContaining("there is no go");
  }

  @Test
  void leavesNoWorkspaceBehind() throws Exception {
    Files.createDirectories(cache.resolve("k8s/.provide-of-a-run-that-was-killed/bin"));

    cacheWith(new Source("broken", ""), new Source("1.36.3")).ensure(progress::add);

    try (Stream<Path> entries = Files.list(cache.resolve("k8s"))) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder(".lock", "1.36.3-linux-amd64");
    }
  }

  @Test
  void replacesAnIncompleteDirectory() throws Exception {
    Files.createDirectories(cache.resolve("k8s/1.36.3-linux-amd64"));

    assertThat(cacheWith(new Source("1.36.3")).ensure(progress::add).etcd()).isExecutable();
  }

  @Test
  void usesTheLatestPatchOfTheSameMinorVersion() throws Exception {
    for (String version : List.of("1.36.2", "1.36.10", "1.35.9", "1.37.0")) {
      programs(Files.createDirectories(cache.resolve("k8s/" + version + "-linux-amd64")));
    }
    programs(Files.createDirectories(cache.resolve("k8s/1.36.11-darwin-arm64")));

    assertThat(cacheWith().ensure(progress::add).version()).isEqualTo("1.36.10");
  }

  @Test
  void prefersThePinnedPatch() throws Exception {
    for (String version : List.of("1.36.3", "1.36.10")) {
      programs(Files.createDirectories(cache.resolve("k8s/" + version + "-linux-amd64")));
    }

    assertThat(cacheWith().ensure(progress::add).version()).isEqualTo("1.36.3");
  }

  @Test
  void twoConcurrentCallersProvideOnce() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    Source slow = new Source("1.36.3", release);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Consumer<String> waits =
          line -> {
            if (line.contains("waiting")) {
              waiting.countDown();
            }
          };
      Future<ControlPlaneBinaries> one = executor.submit(() -> cacheWith(slow).ensure(waits));
      Future<ControlPlaneBinaries> two = executor.submit(() -> cacheWith(slow).ensure(waits));
      waiting.await();
      release.countDown();

      assertThat(one.get()).isEqualTo(two.get());
    }
    assertThat(slow.calls).hasValue(1);
  }

  private BinaryCache cacheWith(BinarySource... sources) {
    return new BinaryCache(cache, WANTED, List.of(sources));
  }

  private static ControlPlaneBinaries programs(Path directory) throws IOException {
    for (String name : List.of("kube-apiserver", "etcd", "kubectl")) {
      Path program = Files.createFile(directory.resolve(name));
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    return ControlPlaneBinaries.in(directory, "any").orElseThrow();
  }

  /** Provides empty programs, or fails if its description is the reason of a failure. */
  private record Source(
      String description, String version, CountDownLatch release, AtomicInteger calls)
      implements BinarySource {

    Source(String version) {
      this(version, new CountDownLatch(0));
    }

    Source(String version, CountDownLatch release) {
      this("a source of " + version, version, release, new AtomicInteger());
    }

    Source(String failure, String noVersion) {
      this(failure, noVersion, new CountDownLatch(0), new AtomicInteger());
    }

    @Override
    public ControlPlaneBinaries provide(
        ControlPlaneVersion wanted, Path workspace, Consumer<String> progress)
        throws IOException, InterruptedException {
      calls.incrementAndGet();
      release.await();
      if (version.isEmpty()) {
        throw new IOException(description);
      }
      ControlPlaneBinaries binaries = programs(Files.createDirectory(workspace.resolve("bin")));
      return new ControlPlaneBinaries(
          version, binaries.kubeApiServer(), binaries.etcd(), binaries.kubectl());
    }
  }
}
