package io.ssmenv.cli.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.command.TerminalWidth;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Applies the samples to a cluster, prints their progress until they are Ready, and deletes them.
 */
public final class DemoRun {

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  private final Path kubectl;
  private final Path kubeconfig;
  private final PrintWriter out;
  private final InstantSource clock;
  private final TimedLines lines;
  private final ProgressLines progress;
  private final SampleEnvironments environments;

  /** For output that goes to no terminal. */
  public DemoRun(
      KubernetesClient client,
      Path kubectl,
      Path kubeconfig,
      PrintWriter out,
      InstantSource clock) {
    this(client, kubectl, kubeconfig, out, clock, TerminalWidth.DEFAULT);
  }

  /**
   * @param width of the terminal
   */
  DemoRun(
      KubernetesClient client,
      Path kubectl,
      Path kubeconfig,
      PrintWriter out,
      InstantSource clock,
      int width) {
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
    this.out = out;
    this.clock = clock;
    this.lines = new TimedLines(out, clock, width);
    this.progress = new ProgressLines(lines);
    this.environments = new SampleEnvironments(client, problem -> lines.paragraph("", problem));
  }

  /** Applies the samples. */
  public void applySamples() throws IOException {
    lines.restart();
    for (String sample : SampleEnvironments.SAMPLES) {
      lines.line("", "kubectl apply -f deploy/samples/" + sample);
      environments.apply(sample);
    }
  }

  /**
   * Prints the progress until all environments are Ready.
   *
   * @param stopped whether to stop early
   * @return whether all environments are Ready
   */
  public boolean awaitReady(Duration limit, BooleanSupplier stopped) throws InterruptedException {
    return awaitReady(limit, stopped, _ -> {});
  }

  /**
   * The same.
   *
   * @param onReady called with those that are Ready, again and again
   */
  boolean awaitReady(
      Duration limit, BooleanSupplier stopped, Consumer<SsmManagedEnvironment> onReady)
      throws InterruptedException {
    Instant end = clock.instant().plus(limit);
    while (clock.instant().isBefore(end) && !stopped.getAsBoolean()) {
      List<SsmManagedEnvironment> all = environments.list().orElse(List.of());
      all.forEach(progress::progress);
      List<SsmManagedEnvironment> ready = all.stream().filter(SampleEnvironments::isReady).toList();
      ready.forEach(onReady);
      if (ready.size() == SampleEnvironments.SAMPLES.size()) {
        return true;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    if (!stopped.getAsBoolean()) {
      lines.line("", "Not all environments became Ready within " + limit.toSeconds() + " s.");
    }
    return false;
  }

  /**
   * Waits until the operator has asked all instances for their egress.
   *
   * @param stopped whether to stop early
   * @return the environments as they were read last
   */
  List<SsmManagedEnvironment> awaitVerified(Duration limit, BooleanSupplier stopped)
      throws InterruptedException {
    Instant end = clock.instant().plus(limit);
    List<SsmManagedEnvironment> read = List.of();
    if (!limit.isZero()) {
      lines.line("", "Waiting for the egress, verified a minute after Ready");
    }
    while (clock.instant().isBefore(end) && !stopped.getAsBoolean()) {
      read = environments.list().orElse(read);
      read.forEach(progress::verification);
      if (read.size() == SampleEnvironments.SAMPLES.size()
          && read.stream().allMatch(SampleProof::isVerified)) {
        return read;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    return read.isEmpty() ? environments.list().orElse(read) : read;
  }

  /** Prints the output of {@code kubectl get ssmenv}. */
  void printTable() throws IOException, InterruptedException {
    out.println("\n$ kubectl get ssmenv");
    out.flush();
    Process process =
        new ProcessBuilder(
                kubectl.toString(), "--kubeconfig", kubeconfig.toString(), "get", "ssmenv")
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      out.print(new String(output.readAllBytes(), StandardCharsets.UTF_8));
    }
    process.waitFor();
    out.flush();
  }

  /** Prints which environments stand in which VPC. */
  void printVpcs() {
    Map<String, List<SsmManagedEnvironment>> vpcs = new TreeMap<>();
    for (SsmManagedEnvironment environment : environments.list().orElse(List.of())) {
      Optional.ofNullable(environment.getStatus())
          .flatMap(status -> Optional.ofNullable(status.vpcId()))
          .ifPresent(vpc -> vpcs.computeIfAbsent(vpc, _ -> new ArrayList<>()).add(environment));
    }
    out.println();
    vpcs.forEach((vpc, all) -> {
      String owners = names(all.stream().filter(one -> !isGuest(one)).toList());
      String guests = names(all.stream().filter(DemoRun::isGuest).toList());
      out.println(
          vpc + " is the VPC of " + owners + (guests.isEmpty() ? "" : "; its guest: " + guests));
    });
    out.flush();
  }

  private static boolean isGuest(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getSpec())
        .flatMap(spec -> spec.networkOrDefault().hostName())
        .isPresent();
  }

  private static String names(List<SsmManagedEnvironment> environments) {
    return environments.stream()
        .map(one -> one.getMetadata().getName())
        .collect(Collectors.joining(", "));
  }

  /**
   * Deletes the environments and prints the progress.
   *
   * @return whether all are deleted
   */
  public boolean deleteSamples(Duration limit) throws InterruptedException {
    out.println();
    lines.line("", "kubectl delete ssmenv --all");
    Instant end = clock.instant().plus(limit);
    Duration outage = Duration.ZERO;
    BlockedDeletion blocked = new BlockedDeletion();
    boolean accepted = environments.delete();
    while (clock.instant().isBefore(end)) {
      Instant asked = clock.instant();
      accepted = accepted || environments.delete();
      Optional<List<SsmManagedEnvironment>> left = environments.list();
      left.ifPresent(progress::deletion);
      if (accepted && left.filter(List::isEmpty).isPresent()) {
        return true;
      }
      left.ifPresent(all -> blocked.observe(all, asked));
      Optional<String> forbidden = blocked.tooLong(asked);
      if (forbidden.isPresent()) {
        lines.paragraph("", leftByItsSpec(forbidden.get()));
        return false;
      }
      Thread.sleep(POLL_INTERVAL);
      if (left.isEmpty()) {
        outage = outage.plus(Duration.between(asked, clock.instant()));
      }
    }
    lines.paragraph("", notDeleted(limit, outage));
    return false;
  }

  private static String leftByItsSpec(String names) {
    return "The spec of "
        + names
        + " still blocks the deletion, so the demo ends now. Nothing outlives the demo.";
  }

  private static String notDeleted(Duration limit, Duration outage) {
    return "Not all environments were deleted within "
        + limit.toSeconds()
        + " s"
        + (outage.isZero()
            ? ". --timeout sets another limit."
            : ", for %d s of which the API server did not answer. --timeout sets another limit."
                .formatted(outage.toSeconds()));
  }
}
