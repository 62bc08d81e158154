package io.ssmenv.cli.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.command.ExportLines;
import io.ssmenv.cli.command.StopSignal;
import io.ssmenv.cli.command.Version;
import io.ssmenv.operator.DeniedTagKey;
import io.ssmenv.operator.LabelSelector;
import io.ssmenv.operator.OperatorRuntime;
import io.ssmenv.operator.OperatorSettings;
import io.ssmenv.operator.SessionResource;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssmenv operator}: runs the operator in the foreground. */
@Command(
    name = "operator",
    description =
        "Runs the operator in the foreground, for the cluster in KUBECONFIG (or the cluster that it"
            + " runs in) and the AWS account of the default credentials.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Environment:",
      "  KUBECONFIG        the kubeconfig file of the cluster",
      "  AWS_PROFILE, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, ...",
      "                    the AWS credentials, by the AWS SDK's default chain",
      "  AWS_ENDPOINT_URL, SSMENV_SIMULATED_SPEED",
      "                    another AWS endpoint, for example of 'ssmenv simulate'",
      "",
      "Each environment sets its own region. When the operator is ready, it prints:",
      "  export SSMENV_OPERATOR_URL=...  (/healthz, /readyz and /metrics)"
    })
public final class OperatorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  /** What AWS allows in the name of a parameter. */
  private static final String CLUSTER_ID = "[a-zA-Z0-9_.-]{1,100}";

  @Option(
      names = "--cluster-id",
      paramLabel = "ID",
      description =
          "The cluster id in the ownership tags of all AWS resources. Never change it while"
              + " environments exist (default: the UID of the namespace kube-system).")
  private @Nullable String clusterId;

  @Option(
      names = "--account-id",
      paramLabel = "ID",
      description =
          "The AWS account of all environments: with credentials of another account, nothing is"
              + " written (default: the account of the environments that exist).")
  private @Nullable String accountId;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      split = ",",
      description =
          "Watch only this namespace; may be repeated or have several with commas (default: all"
              + " namespaces).")
  private Set<String> namespaces = new LinkedHashSet<>();

  @Option(
      names = "--selector",
      paramLabel = "LABELS",
      description =
          "Take care only of environments whose labels match, such as team=a or 'team in (a,b)', while"
              + " other operators take care of the rest (default: all).")
  private @Nullable String selector;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description =
          "A region in which environments may be; may be repeated (default: all regions that are"
              + " enabled for the account).")
  private Set<String> regions = new LinkedHashSet<>();

  @Option(
      names = "--poll-interval",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How often to list the resources of each account and region (default: ${DEFAULT-VALUE}"
              + " s).")
  private int pollInterval;

  @Option(
      names = "--min-poll-interval",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "The shortest poll interval that an environment can request with spec.drift.interval"
              + " (default: ${DEFAULT-VALUE} s).")
  private int minPollInterval;

  @Option(
      names = "--allow-managed-policy",
      paramLabel = "ARN",
      description =
          "A managed policy that environments may list in spec.role.managedPolicies; may be repeated"
              + " (default: none).")
  private Set<String> allowedPolicies = new LinkedHashSet<>();

  @Option(
      names = "--require-permissions-boundary",
      paramLabel = "ARN",
      description =
          "The permissions boundary that every environment must set in spec.role (default: none is"
              + " required).")
  private @Nullable String requiredBoundary;

  @Option(
      names = "--deny-tag-key",
      paramLabel = "KEY",
      description =
          "A key that environments must not set in spec.tags, in any letter case, or the beginning of such keys followed by *; may be repeated (default: none).")
  private Set<String> deniedTags = new LinkedHashSet<>();

  @Option(
      names = "--allow-session-resource",
      paramLabel = "ARN",
      description =
          "A log group, bucket or KMS key that environments may name in spec.sessions, or the"
              + " beginning of such ARNs followed by *; may be repeated (default: none).")
  private Set<String> sessionResources = new LinkedHashSet<>();

  @Option(
      names = "--adopt-from-any-namespace",
      description =
          "Let environments take over resources of other namespaces with the annotation"
              + " ssmenv.io/adopt (default: only those of their own).")
  private boolean adoptFromAnyNamespace;

  @Option(
      names = "--bind-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address of health and metrics (default: ${DEFAULT-VALUE}).")
  private String bindAddress = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "TCP port of health and metrics; 0 selects a free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--leader-election-namespace",
      paramLabel = "NAME",
      description =
          "Namespace of the lease for leader election, which more than one replica requires"
              + " (default: no leader election).")
  private @Nullable String leaderElection;

  private final Map<String, String> environment;

  OperatorCommand() {
    this(System.getenv());
  }

  OperatorCommand(Map<String, String> environment) {
    this.environment = environment;
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws Exception {
    OptionValues values = new OptionValues(spec);
    requireValidOptions(values);
    boolean _ = KubeconfigVariable.isSet(environment);
    OperatorSettings settings =
        new OperatorSettings(
            Optional.ofNullable(clusterId),
            Optional.ofNullable(accountId),
            namespaces,
            selector(values),
            regions,
            Duration.ofSeconds(pollInterval),
            Duration.ofSeconds(minPollInterval),
            SimulatedSpeed.timing(spec, environment),
            allowedPolicies,
            Optional.ofNullable(requiredBoundary),
            values.all("--deny-tag-key", deniedTags, DeniedTagKey::new),
            values.all("--allow-session-resource", sessionResources, SessionResource::new),
            adoptFromAnyNamespace,
            bindAddress,
            port,
            Optional.ofNullable(leaderElection));
    ClientFactory aws = ClientFactory.ofDefaultChain();
    try (StopSignal stop = StopSignal.install();
        KubernetesClient client = new KubernetesClientBuilder().build();
        OperatorRuntime operator = OperatorRuntime.start(settings, client, aws, stop::fail)) {
      new ExportLines()
          .add("SSMENV_OPERATOR_URL", "http://" + bindAddress + ":" + operator.port())
          .print(spec.commandLine().getOut());
      spec.commandLine().getErr().println("The operator is ready. Ctrl-C stops it.");
      stop.await();
    }
    return 0;
  }

  /** Without a lease, others could not see that this operator is alive. */
  private Optional<LabelSelector> selector(OptionValues values) {
    if (selector != null && leaderElection == null) {
      throw new ParameterException(
          spec.commandLine(),
          "--selector needs --leader-election-namespace, the same one for all operators of the cluster");
    }
    return values.one("--selector", Optional.ofNullable(selector), LabelSelector::new);
  }

  private void requireValidOptions(OptionValues values) {
    if (pollInterval < 1 || minPollInterval < 1) {
      throw new ParameterException(
          spec.commandLine(), "--poll-interval and --min-poll-interval must be at least 1");
    }
    if (clusterId != null && !clusterId.matches(CLUSTER_ID)) {
      throw new ParameterException(
          spec.commandLine(),
          "--cluster-id must have 1 to 100 letters, digits, dots, hyphens or underscores, because it is part of the name of an SSM parameter");
    }
    values.requireAccounts("--account-id", Optional.ofNullable(accountId).stream().toList());
    values.requireRegions("--region", regions);
    values.requireNamespaces("--namespace", namespaces);
    values.requireNamespaces(
        "--leader-election-namespace", Optional.ofNullable(leaderElection).stream().toList());
    values.requirePolicyArns("--allow-managed-policy", allowedPolicies);
    values.requirePolicyArns(
        "--require-permissions-boundary", Optional.ofNullable(requiredBoundary).stream().toList());
  }
}
