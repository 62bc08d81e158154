package io.ssmenv.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.ssmenv.aws.AwsClouds;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.inventory.PollSettings;
import io.ssmenv.aws.ssm.OperatorProcess;
import io.ssmenv.build.BuildInfo;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.OperatorClock;
import io.ssmenv.engine.AccountPin;
import io.ssmenv.engine.Engine;
import io.ssmenv.engine.ReconcileFaultHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running operator. {@link #start} wires its parts together. */
public final class OperatorRuntime implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OperatorRuntime.class);

  /** How long a shutdown waits for reconciles, which take milliseconds, and then for steps. */
  static final Duration TERMINATION_TIMEOUT = Duration.ofSeconds(5);

  private final OperatorThreads threads;
  private final Engine engine;
  private final AwsClouds clouds;
  private final Operator operator;
  private final ProbeServer probeServer;
  private final Optional<LeaderElection> leaderElection;

  private OperatorRuntime(
      OperatorThreads threads,
      Engine engine,
      AwsClouds clouds,
      Operator operator,
      ProbeServer probeServer,
      Optional<LeaderElection> leaderElection) {
    this.threads = threads;
    this.engine = engine;
    this.clouds = clouds;
    this.operator = operator;
    this.probeServer = probeServer;
    this.leaderElection = leaderElection;
  }

  /**
   * Starts an operator and returns when it is serving.
   *
   * @param client the Kubernetes client; {@link #close} does not close it
   * @param onFailure called with a message for users, on any thread, when the operator cannot
   *     continue; the caller must close the operator then
   * @throws IllegalStateException with a message for users, if the cluster cannot be used
   */
  public static OperatorRuntime start(
      OperatorSettings settings,
      KubernetesClient client,
      ClientFactory aws,
      Consumer<String> onFailure)
      throws IOException {
    return start(settings, client, aws, onFailure, OperatorThreads.create());
  }

  static OperatorRuntime start(
      OperatorSettings settings,
      KubernetesClient client,
      ClientFactory aws,
      Consumer<String> onFailure,
      OperatorThreads threads)
      throws IOException {
    BuildInfo build = BuildInfo.current();
    OperatorClock clock = OperatorClock.system();
    String cluster = new ClusterCheck(client).id(settings.clusterId());
    log.info("{} on Java {}: {}", build.message(), build.java(), settings.message());
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    OperatorMetrics metrics = new OperatorMetrics(registry, build);
    InternalErrors internalErrors = new InternalErrors(metrics::recordInternalError);
    AwsEventSource awsEvents = new AwsEventSource();
    InformedEnvironments informed = new InformedEnvironments(settings.adoptFromAnyNamespace());
    String process = UUID.randomUUID().toString();
    Optional<OperatingSince> operating =
        settings
            .leaderElection()
            .map(namespace -> new OperatingSince(client, namespace, clock.wall(), internalErrors));
    AwsClouds clouds =
        new AwsClouds(
            aws.withCallObserver(metrics::recordCall).withUserAgentPrefix(build.product()),
            cluster,
            settings.regions(),
            PollSettings.every(settings.pollInterval(), settings.minPollInterval())
                .with(settings.refresh()),
            clock.monotonic(),
            threads.unbounded(),
            awsEvents,
            new OrphanedResources(
                informed::environmentIds, settings.namespaces(), clock.monotonic(), registry),
            new OperatorProcess(process, () -> operating.flatMap(OperatingSince::time)),
            internalErrors);
    SpecCheck specCheck =
        new SpecCheck(
            settings.allowedPolicies(),
            settings.requiredBoundary(),
            settings.deniedTagKeys(),
            settings.allowedSessionResources());
    Engine engine =
        new Engine(
            metrics.countingSteps(clouds),
            AwsClouds.rules(),
            specCheck::violation,
            new AccountPin(settings.accountId(), informed::recordedAccounts),
            threads.unbounded(),
            clock,
            awsEvents,
            internalErrors);
    KubernetesEvents events =
        new KubernetesEvents(client, threads.events(), clock.wall(), HostName.get());
    OperatorClaims claims =
        new OperatorClaims(
            settings,
            new OperatorLeases(client, settings.leaderElection(), clock.monotonic()),
            informed,
            events,
            engine::isBusy,
            awsEvents::trigger,
            clock.monotonic());
    EnvironmentReconciler reconciler =
        new EnvironmentReconciler(
            engine,
            new ReconcileFaultHandler(internalErrors, clock),
            cluster,
            informed,
            awsEvents,
            events,
            metrics,
            clock,
            claims,
            internalErrors);
    Optional<LeaderElection> leaderElection =
        operating.map(since ->
            new LeaderElection(
                client,
                since,
                settings.share().leaseName(),
                HostName.get() + "_" + process,
                reconciler::begin,
                onFailure));
    Operator operator =
        new Operator(configuration ->
            SdkConfiguration.configure(
                configuration, leaderElection, client, threads.reconciles(), registry));
    operator.register(reconciler, controller -> SdkConfiguration.configure(controller, settings));
    Health health = new Health(operator);
    ProbeServer probeServer =
        new ProbeServer(
            settings.bindAddress(),
            settings.port(),
            threads.unbounded(),
            registry.getPrometheusRegistry(),
            health::isLive,
            new Readiness(health, client, internalErrors));
    probeServer.start();
    threads
        .unbounded()
        .execute(() -> aws.credentialsProblem().ifPresent(OperatorRuntime::logMissingCredentials));
    log.info("Starting the operator for the cluster {}", cluster);
    start(operator);
    log.info(
        "The operator is running; health and metrics are on {}:{}",
        settings.bindAddress(),
        probeServer.port());
    return new OperatorRuntime(threads, engine, clouds, operator, probeServer, leaderElection);
  }

  /** Not a reason to exit: credentials may appear later, and each status reports the problem. */
  private static void logMissingCredentials(String reason) {
    log.warn("No AWS credentials are available yet; the operator retries. {}", reason);
  }

  private static void start(Operator operator) {
    try {
      operator.start();
    } catch (OperatorException e) {
      throw new IllegalStateException(
          "The operator failed to start: " + ClusterCheck.rootCauseMessage(e), e);
    }
  }

  /** The port that serves health and metrics. */
  public int port() {
    return probeServer.port();
  }

  /** Stops the operator. It first waits, for a few seconds at most, for the steps in progress. */
  @Override
  public void close() {
    leaderElection.ifPresent(LeaderElection::stopping);
    engine.stopSteps(); // Before anything that waits: reconciles go on until operator.stop().
    log.info(
        "The operator is stopping. It starts no new step; steps in progress: {}",
        engine.stepsInProgress());
    clouds.stopReading(); // First, because the threads that read are shut down.
    operator.stop();
    threads.close(TERMINATION_TIMEOUT);
    leaderElection.ifPresent(LeaderElection::release);
    clouds.close();
    probeServer.close();
    log.info(
        "The operator has stopped. Steps whose outcome the next operator must read in AWS: {}",
        engine.stepsInProgress());
  }
}
