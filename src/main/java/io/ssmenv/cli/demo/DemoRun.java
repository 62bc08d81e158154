package io.ssmenv.cli.demo;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.ssmenv.api.v1alpha1.Condition;
import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.cli.controlplane.ControlPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
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
import java.util.function.BooleanSupplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The samples in a cluster: applied, watched until they are Ready, and taken down again. */
public final class DemoRun {

  private static final List<String> SAMPLES =
      List.of("elastic-ip.yaml", "nat-gateway.yaml", "private-endpoints.yaml");

  private static final Duration POLL = Duration.ofSeconds(1);

  /** What fits beside time and name in a terminal of 100 columns. */
  private static final int LINE = 75;

  /** AWS's ids say nothing to a reader who is new to them; {@code kubectl describe} has them. */
  private static final Pattern ID =
      Pattern.compile(" ?\\((?:[a-z]+-[0-9a-f]{8,17}|ssmenv-[^ ,)]+)(?:, ([^):]*)[^)]*)?\\)");

  private final KubernetesClient client;
  private final Path kubectl;
  private final Path kubeconfig;
  private final PrintWriter out;
  private final InstantSource clock;
  private final Map<String, String> told = new HashMap<>();
  private Instant began;

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
    this.began = clock.instant();
  }

  /** Applies the samples. */
  public void open() throws IOException {
    began = clock.instant();
    for (String sample : SAMPLES) {
      say("", "kubectl apply -f deploy/samples/" + sample);
      try (InputStream yaml = DemoRun.class.getResourceAsStream("/samples/" + sample)) {
        if (yaml == null) {
          throw new IOException("The sample " + sample + " is not on the class path");
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
   * Shows the progress until all are Ready.
   *
   * @param stopped ends it early
   * @return whether all are Ready
   */
  public boolean awaitReady(Duration limit, BooleanSupplier stopped) throws InterruptedException {
    Instant end = clock.instant().plus(limit);
    while (clock.instant().isBefore(end) && !stopped.getAsBoolean()) {
      List<SsmManagedEnvironment> all = environments();
      all.forEach(this::tell);
      if (all.size() == SAMPLES.size() && all.stream().allMatch(DemoRun::isReady)) {
        return true;
      }
      Thread.sleep(POLL);
    }
    if (!stopped.getAsBoolean()) {
      say("", "Not all environments became Ready within " + limit.toSeconds() + " s.");
    }
    return false;
  }

  /** The table as the API server renders it, printed by kubectl. */
  void printTable() throws IOException, InterruptedException {
    out.println("\n$ kubectl get ssmenv");
    out.flush();
    Process process =
        new ProcessBuilder(
                kubectl.toString(), "--kubeconfig", kubeconfig.toString(), "get", "ssmenv")
            .redirectErrorStream(true)
            .start();
    try (InputStream output = process.getInputStream()) {
      out.print(new String(output.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
    process.waitFor();
    out.flush();
  }

  /**
   * Deletes the environments and shows how they go.
   *
   * @return whether they are gone
   */
  public boolean takeDown(Duration limit) throws InterruptedException {
    out.println();
    say("", "kubectl delete ssmenv --all");
    client.resources(SsmManagedEnvironment.class).inNamespace("default").delete();
    Instant end = clock.instant().plus(limit);
    while (clock.instant().isBefore(end)) {
      List<SsmManagedEnvironment> left = environments();
      left.forEach(this::tell);
      List<String> gone = new ArrayList<>(told.keySet());
      gone.removeAll(left.stream().map(one -> one.getMetadata().getName()).toList());
      gone.forEach(name -> {
        told.remove(name);
        say(name, "gone");
      });
      if (left.isEmpty()) {
        return true;
      }
      Thread.sleep(POLL);
    }
    say("", "Not all environments were gone within " + limit.toSeconds() + " s.");
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

  /** Says how an environment stands, if that is not what was said last. */
  private void tell(SsmManagedEnvironment environment) {
    String name = environment.getMetadata().getName();
    Optional.ofNullable(environment.getStatus())
        .flatMap(DemoRun::summary)
        .filter(line -> !line.equals(told.put(name, line)))
        .ifPresent(line -> say(name, line));
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

  /** Of an id and a state in parentheses, the state stays. */
  private static String withoutId(MatchResult found) {
    return found.group(1) == null ? "" : Matcher.quoteReplacement(" (" + found.group(1) + ")");
  }

  private void say(String name, String line) {
    double seconds = Duration.between(began, clock.instant()).toMillis() / 1000.0;
    String shown =
        line.length() > LINE ? line.substring(0, line.lastIndexOf(' ', LINE - 2)) + " …" : line;
    out.printf(java.util.Locale.ROOT, "%5.1fs %-17s %s%n", seconds, name, shown);
    out.flush();
  }
}
