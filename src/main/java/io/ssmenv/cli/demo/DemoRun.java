package io.ssmenv.cli.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.controlplane.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Applies the samples to a cluster, prints their progress until they are Ready, and deletes them.
 */
public final class DemoRun {

  private static final List<String> SAMPLES = List.of("public.yaml", "nat.yaml", "private.yaml");

  private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  /** AWS ids, which are left out to keep the lines short; {@code kubectl describe} shows them. */
  private static final Pattern ID =
      Pattern.compile(" ?\\((?:[a-z]+-[0-9a-f]{8,17}|ssmenv-[^ ,)]+)(?:, ([^):]*)[^)]*)?\\)");

  private final KubernetesClient client;
  private final Path kubectl;
  private final Path kubeconfig;
  private final PrintWriter out;
  private final InstantSource clock;
  private final TimedLines lines;
  private final Map<String, String> lastReported = new HashMap<>();

  public DemoRun(
      KubernetesClient client,
      Path kubectl,
      Path kubeconfig,
      PrintWriter out,
      InstantSource clock) {
    this.client = client;
    this.kubectl = kubectl;
    this.kubeconfig = kubeconfig;
    this.out = out;
    this.clock = clock;
    this.lines = new TimedLines(out, clock);
  }

  /** Applies the samples. */
  public void applySamples() throws IOException {
    lines.restart();
    for (String sample : SAMPLES) {
      lines.line("", "kubectl apply -f deploy/samples/" + sample);
      try (InputStream yaml = DemoRun.class.getResourceAsStream("/samples/" + sample)) {
        if (yaml == null) {
          throw new IOException(
              "The sample " + sample + " is not on the class path. Build the project again");
        }
        client
            .load(yaml)
            .inNamespace("default")
            .resources()
            .forEach(one -> one.fieldManager(ControlPlane.FIELD_MANAGER).serverSideApply());
      }
    }
  }

  /**
   * Prints the progress until all environments are Ready.
   *
   * @param stopped whether to stop early
   * @return whether all environments are Ready
   */
  public boolean awaitReady(Duration limit, BooleanSupplier stopped) throws InterruptedException {
    Instant end = clock.instant().plus(limit);
    while (clock.instant().isBefore(end) && !stopped.getAsBoolean()) {
      List<SsmManagedEnvironment> all = environments();
      all.forEach(this::reportProgress);
      if (all.size() == SAMPLES.size() && all.stream().allMatch(DemoRun::isReady)) {
        return true;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    if (!stopped.getAsBoolean()) {
      lines.line("", "Not all environments became Ready within " + limit.toSeconds() + " s.");
    }
    return false;
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
    for (SsmManagedEnvironment environment : environments()) {
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
    client.resources(SsmManagedEnvironment.class).inNamespace("default").delete();
    Instant end = clock.instant().plus(limit);
    while (clock.instant().isBefore(end)) {
      List<SsmManagedEnvironment> left = environments();
      left.forEach(this::reportDeletion);
      List<String> deleted = new ArrayList<>(lastReported.keySet());
      deleted.removeAll(left.stream().map(one -> one.getMetadata().getName()).toList());
      deleted.forEach(name -> {
        lastReported.remove(name);
        lines.line(name, "deleted");
      });
      if (left.isEmpty()) {
        return true;
      }
      Thread.sleep(POLL_INTERVAL);
    }
    lines.line("", "Not all environments were deleted within " + limit.toSeconds() + " s.");
    return false;
  }

  private List<SsmManagedEnvironment> environments() {
    return client
        .resources(SsmManagedEnvironment.class)
        .inNamespace("default")
        .list()
        .getItems()
        .stream()
        .sorted(Comparator.comparing(one -> one.getMetadata().getName()))
        .toList();
  }

  private static Optional<Condition> ready(SsmManagedEnvironment environment) {
    return Optional.ofNullable(environment.getStatus())
        .flatMap(status -> status.condition("Ready"));
  }

  private static boolean isReady(SsmManagedEnvironment environment) {
    return ready(environment)
        .filter(condition -> condition.status() == Condition.Status.TRUE)
        .isPresent();
  }

  /** Prints the status of an environment if it has changed since the last line. */
  private void reportProgress(SsmManagedEnvironment environment) {
    String name = environment.getMetadata().getName();
    Optional.ofNullable(environment.getStatus())
        .flatMap(DemoRun::summary)
        .filter(line -> !line.equals(lastReported.put(name, line)))
        .ifPresent(line -> lines.line(name, line));
  }

  /** The same for one that is being deleted, in full. */
  private void reportDeletion(SsmManagedEnvironment environment) {
    String name = environment.getMetadata().getName();
    List<String> texts =
        Optional.ofNullable(environment.getStatus())
            .map(status -> DeletionText.of(name, status))
            .orElse(List.of());
    if (texts.isEmpty()) {
      reportProgress(environment);
    } else if (!texts.toString().equals(lastReported.put(name, texts.toString()))) {
      lines.paragraphs(name, texts);
    }
  }

  private static Optional<String> summary(EnvironmentStatus status) {
    String online = Optional.ofNullable(status.online()).orElse("-") + " online";
    return status
        .condition("Ready")
        .map(ready -> {
          String message = ID.matcher(ready.message()).replaceAll(DemoRun::withoutId);
          if (ready.status() == Condition.Status.TRUE) {
            return online + ", Ready";
          }
          return ready.reason().equals("Deleting") ? message : online + ", " + message;
        });
  }

  /** Removes an id in parentheses but keeps a state after it. */
  private static String withoutId(MatchResult found) {
    return found.group(1) == null ? "" : Matcher.quoteReplacement(" (" + found.group(1) + ")");
  }
}
