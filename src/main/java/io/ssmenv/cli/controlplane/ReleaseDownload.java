package io.ssmenv.cli.controlplane;

import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.BinaryDownloader;
import io.fabric8.kubeapitest.binary.OSInfo;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Downloads the bundle that the Kubernetes project publishes for tests (envtest) with fabric8's
 * downloader. The downloader has no timeouts, so this first probes the site: without network access
 * it fails in seconds instead of minutes.
 */
final class ReleaseDownload implements BinarySource {

  /** The index for fabric8's downloader. */
  private static final URI INDEX =
      URI.create(
          "https://raw.githubusercontent.com/kubernetes-sigs/controller-tools/HEAD/envtest-releases.yaml");

  private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);

  /** For about 150 MB. Below half a megabyte per second, building is faster. */
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(5);

  @Override
  public String description() {
    return "download of the envtest release";
  }

  @Override
  public ControlPlaneBinaries provide(
      ControlPlaneVersion wanted, Path workspace, Consumer<String> progress)
      throws IOException, InterruptedException {
    probe();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ControlPlaneBinaries> download =
          executor.submit(() -> download(wanted, workspace, progress));
      try {
        return download.get(DOWNLOAD_LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        executor.shutdownNow();
        throw new IOException(
            "the download did not finish within %d minutes".formatted(DOWNLOAD_LIMIT.toMinutes()),
            e);
      } catch (ExecutionException e) {
        throw new IOException("download failed: " + e.getMessage(), e);
      }
    }
  }

  private static void probe() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PROBE_LIMIT).build()) {
      HttpRequest request = HttpRequest.newBuilder(INDEX).timeout(PROBE_LIMIT).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != 200) {
        throw new IOException("%s returned the status %d".formatted(INDEX, status));
      }
    } catch (HttpTimeoutException | ConnectException e) {
      throw new IOException("%s is not reachable".formatted(INDEX.getHost()), e);
    }
  }

  private static ControlPlaneBinaries download(
      ControlPlaneVersion wanted, Path workspace, Consumer<String> progress) throws IOException {
    var downloader = new BinaryDownloader(workspace.toString(), new OSInfo());
    String version = publishedPatch(downloader, wanted);
    progress.accept("  downloading kube-apiserver, etcd and kubectl %s".formatted(version));
    File directory = downloader.download(version);
    return ControlPlaneBinaries.in(directory.toPath(), version)
        .orElseThrow(() -> new IOException("a program is missing in the bundle " + version));
  }

  /** Not every patch has a bundle, so this finds the latest of the same minor version. */
  private static String publishedPatch(BinaryDownloader downloader, ControlPlaneVersion wanted)
      throws IOException {
    try {
      return downloader.findLatestOfWildcard(wanted.minor() + ".*");
    } catch (KubeAPITestException e) {
      throw new IOException(
          "there is no bundle of version %s for %s/%s"
              .formatted(wanted.minor(), wanted.os(), wanted.arch()),
          e);
    }
  }
}
