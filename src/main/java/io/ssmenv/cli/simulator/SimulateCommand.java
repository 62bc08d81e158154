package io.ssmenv.cli.simulator;

import io.ssmenv.cli.command.ExportLines;
import io.ssmenv.cli.command.StopSignal;
import io.ssmenv.cli.command.Version;
import io.ssmenv.simulator.SimulatedAws;
import io.ssmenv.simulator.SupportedOperations;
import io.ssmenv.simulator.core.Accounts;
import io.ssmenv.simulator.core.Durations;
import io.ssmenv.simulator.core.Quotas;
import io.ssmenv.simulator.core.ReadLag;
import io.ssmenv.simulator.core.SimulatorOptions;
import io.ssmenv.simulator.core.Throttling;
import java.io.PrintWriter;
import java.net.URI;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ssmenv simulate}: runs a simulated AWS until Ctrl-C. */
@Command(
    name = "simulate",
    description =
        "Runs a simulated AWS in the foreground, on 127.0.0.1: the parts of EC2, IAM, STS and"
            + " Systems Manager that ssmenv uses, with their states, delays and errors.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "An instance becomes Online only if its network and its role would allow a real agent to"
          + " connect. A call that is not simulated fails with an error that names it. Ctrl-C"
          + " deletes all data.",
      "",
      "Prints the calls to standard error, one line each. /_simulator/ at its address lists the"
          + " resources and the calls, and injects faults: throttling, errors, lost and slow"
          + " responses, an outage, no capacity, and states that never end.",
      "",
      "Prints the lines that 'aws' and 'ssmenv operator' need in another terminal:",
      "  export AWS_ENDPOINT_URL=...",
      "  export AWS_REGION=...",
      "  export AWS_DEFAULT_REGION=...",
      "  export AWS_ACCESS_KEY_ID=...",
      "  export AWS_SECRET_ACCESS_KEY=...",
      "  export SSMENV_SIMULATED_SPEED=...  (the value of --speed, for the operator)"
    })
public final class SimulateCommand implements Callable<Integer> {

  /** The region of the samples. The simulated AWS serves every region. */
  private static final String REGION = "eu-west-1";

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "TCP port; 0 selects a free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "20",
      description =
          "Simulated seconds per second: with 20, a NAT gateway that takes 2 minutes is available"
              + " after 6 seconds (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "Seed of the random numbers: durations, read lags and ids (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--durations",
      paramLabel = "WHERE",
      defaultValue = "seeded",
      description =
          "The value that each duration and read lag takes in its range: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}). Test a client at both ends.")
  private Durations durations = Durations.SEEDED;

  @Option(
      names = "--account",
      paramLabel = "KEY=ID",
      description =
          "Assigns an access key to an account; may be repeated. An access key of 12 digits belongs"
              + " to the account with this id; all other keys belong to 111122223333.")
  private Map<String, String> accounts = new LinkedHashMap<>();

  @Option(
      names = "--no-throttling",
      description =
          "Turns throttling off. By default calls are throttled at AWS's published rates, for each"
              + " account, region and action, in real seconds at every speed.")
  private boolean noThrottling;

  @Option(
      names = "--no-quotas",
      description =
          "Turns quotas off. By default an account has raised quotas, for 100 environments.")
  private boolean noQuotas;

  @Option(
      names = "--default-quotas",
      description =
          "Gives each account the quotas of a new AWS account: 5 VPCs, 5 Elastic IPs and so on in"
              + " each region. By default quotas are raised, for 100 environments.")
  private boolean defaultQuotas;

  @Option(
      names = {"-q", "--quiet"},
      description = "Does not print the calls.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints each read. By default successful reads are summarized.")
  private boolean verbose;

  @Option(
      names = "--consistent",
      description =
          "Makes reads consistent with earlier writes. By default reads lag behind, as in AWS.")
  private boolean consistent;

  @Option(
      names = "--list-operations",
      description =
          "Prints the supported operations and exits: service, operation, read or write,"
              + " parameters.")
  private boolean listOperations;

  @Option(
      names = "--aot-training",
      hidden = true,
      description =
          "Sends a few calls to itself and exits. ./ssmenv uses it to train the AOT cache.")
  private boolean aotTraining;

  SimulateCommand() {
    spec = CommandSpec.create(); // Replaced by picocli.
  }

  @Override
  public Integer call() throws Exception {
    if (listOperations) {
      SupportedOperations.lines().forEach(spec.commandLine().getOut()::println);
      return 0;
    }
    if (!(speed > 0)) {
      throw new ParameterException(spec.commandLine(), "--speed must be greater than 0");
    }
    accounts.forEach(this::validateAccount);
    if (quiet && verbose) {
      throw new ParameterException(
          spec.commandLine(), "--quiet and --verbose cannot be used together");
    }
    if (noQuotas && defaultQuotas) {
      throw new ParameterException(
          spec.commandLine(), "--no-quotas and --default-quotas cannot be used together");
    }
    PrintWriter err = spec.commandLine().getErr();
    SimulatorOptions options =
        SimulatorOptions.defaults()
            .withPort(port)
            .withSpeed(speed)
            .withSeed(seed)
            .withDurations(durations)
            .withReadLag(consistent ? ReadLag.NONE : ReadLag.DEFAULT)
            .withQuotas(quotas())
            .withThrottling(noThrottling ? Throttling.OFF : Throttling.PUBLISHED);
    try (StopSignal stop = StopSignal.install();
        CallPrinter printer = new CallPrinter(err, ZoneId.systemDefault(), verbose);
        SimulatedAws aws = SimulatedAws.start(options)) {
      accounts.forEach(aws.accounts()::assign);
      if (!quiet) {
        aws.callLog().listen(printer);
      }
      exports(aws.endpoint(), aws.speed()).print(spec.commandLine().getOut());
      err.printf(
          "The simulated AWS is ready (speed %s, seed %d, durations %s). Ctrl-C stops it.%n",
          speed, seed, durations);
      err.printf("To inspect it or inject faults: curl %s/_simulator/%n", aws.endpoint());
      err.flush();
      if (aotTraining) {
        AotTraining.of(aws.endpoint());
        return 0;
      }
      stop.await();
    }
    return 0;
  }

  private Quotas quotas() {
    if (noQuotas) {
      return Quotas.UNLIMITED;
    }
    return defaultQuotas ? Quotas.NEW_ACCOUNT : Quotas.RAISED;
  }

  private void validateAccount(String accessKeyId, String accountId) {
    if (!Accounts.isAccountId(accountId)) {
      throw new ParameterException(
          spec.commandLine(),
          "--account %s=%s: an account id has 12 digits".formatted(accessKeyId, accountId));
    }
    if (accessKeyId.startsWith("ASIA")) {
      throw new ParameterException(
          spec.commandLine(),
          "--account %s=%s: keys that begin with ASIA are temporary and come from AssumeRole"
              .formatted(accessKeyId, accountId));
    }
  }

  /**
   * The variables for clients of the simulated AWS. Any credentials are accepted.
   *
   * @param speed how many times as fast as AWS it works
   */
  public static ExportLines exports(URI endpoint, double speed) {
    return new ExportLines()
        .add("AWS_ENDPOINT_URL", endpoint)
        .add("AWS_REGION", REGION)
        .add("AWS_DEFAULT_REGION", REGION) // Version 1 of the AWS CLI reads only this one.
        .add("AWS_ACCESS_KEY_ID", "simulated")
        .add("AWS_SECRET_ACCESS_KEY", "simulated")
        .add("SSMENV_SIMULATED_SPEED", speed);
  }
}
