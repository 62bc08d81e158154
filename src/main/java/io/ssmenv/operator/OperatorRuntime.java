package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.engine.Engine;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running operator: everything that it consists of, put together. */
public final class OperatorRuntime implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OperatorRuntime.class);

  /** How long reconciles that are under way at the end may take; they take milliseconds. */
  private static final Duration TERMINATION = Duration.ofSeconds(5);

  private final ExecutorService threads;
  private final AwsClouds clouds;
  private final Operator operator;
  private final ProbeServer probes;
  private final Optional<LeaderElection> leadership;

  private OperatorRuntime(
      ExecutorService threads,
      AwsClouds clouds,
      Operator operator,
      ProbeServer probes,
      Optional<LeaderElection> leadership) {
    this.threads = threads;
    this.clouds = clouds;
    this.operator = operator;
    this.probes = probes;
    this.leadership = leadership;
  }

  /**
   * Starts an operator; returns when it serves.
   *
   * @param client is not closed with it
   * @param failed is told with a sentence for people, on some thread, when the operator must not go
   *     on: it has to be closed then
   * @throws IllegalStateException with a sentence for people, if the cluster can't be used
   */
  public static OperatorRuntime start(
      OperatorSettings settings,
      KubernetesClient client,
      ClientFactory aws,
      Consumer<String> failed)
      throws IOException {
    BuildInfo build = BuildInfo.current();
    Clock clock = Clock.systemUTC();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    String cluster = new ClusterCheck(client).id(settings.clusterId());
    log.info("{} on Java {}: {}", build.message(), build.java(), settings.message());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OperatorMetrics metrics = new OperatorMetrics(registry, build);
    AwsEventSource awsEvents = new AwsEventSource();
    AwsClouds clouds =
        new AwsClouds(
            aws.withCallObserver(metrics::recordCall).withUserAgentPrefix(build.product()),
            cluster,
            PollSettings.every(settings.pollInterval(), settings.minPollInterval()),
            clock,
            threads,
            awsEvents);
    SpecCheck check = new SpecCheck(settings.allowedPolicies(), settings.requiredBoundary());
    Engine engine =
        new Engine(
            cluster,
            metrics.counting(clouds),
            AwsClouds.rules(),
            check::refusal,
            threads,
            clock,
            awsEvents);
    KubernetesEvents events = new KubernetesEvents(client, threads, clock, hostName());
    EnvironmentReconciler reconciler =
        new EnvironmentReconciler(engine, cluster, awsEvents, events, metrics, clock);
    Optional<LeaderElection> leadership =
        settings
            .leaderElection()
            .map(namespace ->
                new LeaderElection(
                    client, namespace, hostName() + "_" + UUID.randomUUID(), failed));
    Operator operator =
        new Operator(
            configuration -> configure(configuration, leadership, client, threads, registry));
    operator.register(reconciler, controller -> configure(controller, settings));
    Health health = new Health(operator);
    ProbeServer probes =
        new ProbeServer(
            settings.bindAddress(),
            settings.port(),
            threads,
            registry,
            health::isLive,
            health::isReady);
    probes.start();
    threads.execute(() -> aws.credentialsProblem().ifPresent(OperatorRuntime::sayNoCredentials));
    log.info("Operator of cluster {} starts", cluster);
    start(operator);
    log.info("Operator serves; health and metrics on {}:{}", settings.bindAddress(), probes.port());
    return new OperatorRuntime(threads, clouds, operator, probes, leadership);
  }

  /** No reason to end: they may come, and an environment's status says what is missing. */
  private static void sayNoCredentials(String why) {
    log.warn("There are no AWS credentials yet; they are asked for again. {}", why);
  }

  private static void start(Operator operator) {
    try {
      operator.start();
    } catch (OperatorException e) {
      throw new IllegalStateException(
          "The operator cannot start (" + ClusterCheck.root(e) + ")", e);
    }
  }

  private static void configure(
      ConfigurationServiceOverrider configuration,
      Optional<LeaderElection> leadership,
      KubernetesClient client,
      ExecutorService threads,
      PrometheusMeterRegistry metrics) {
    configuration
        .withKubernetesClient(client)
        .withCloseClientOnStop(false)
        .withExecutorService(threads)
        // ClusterCheck has asked the discovery; reading the definition needs a cluster-wide right.
        .checkingCRDAndValidateLocalModel(false)
        .withReconciliationTerminationTimeout(TERMINATION)
        .withMetrics(MicrometerMetrics.withoutPerResourceMetrics(metrics));
    leadership
        .map(LeaderElection::configuration)
        .ifPresent(configuration::withLeaderElectionConfiguration);
  }

  private static void configure(
      ControllerConfigurationOverrider<SsmManagedEnvironment> controller,
      OperatorSettings settings) {
    controller.withRetry(
        new GenericRetry()
            .withoutMaxAttempts()
            .setInitialInterval(1000)
            .setIntervalMultiplier(2)
            .setMaxInterval(60_000));
    if (!settings.namespaces().isEmpty()) {
      controller.settingNamespaces(settings.namespaces());
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "ssmenv-operator";
    }
  }

  /** The port of health and metrics. */
  public int port() {
    return probes.port();
  }

  /**
   * Ends everything; steps that are under way are finished first as far as they do within seconds.
   */
  @Override
  public void close() {
    leadership.ifPresent(LeaderElection::ending);
    clouds.stopReading(); // Java Operator SDK ends the threads on which it is done.
    operator.stop();
    leadership.ifPresent(LeaderElection::release);
    clouds.close();
    probes.close();
    threads.shutdown();
  }
}
