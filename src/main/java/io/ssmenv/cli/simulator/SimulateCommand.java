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

/** {@code ssmenv simulate}: a simulated AWS, until Ctrl-C. */
@Command(
    name = "simulate",
    description =
        "Runs a simulated AWS in the foreground, on 127.0.0.1: EC2, IAM, STS and Systems Manager"
            + " as far as ssmenv uses them, with their states, their delays and their refusals.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "An instance answers Online only if its network and its role would let a real agent"
          + " through. What is not simulated is refused by name. Everything is gone after Ctrl-C.",
      "",
      "Prints the calls on standard error, one line each, and says under /_simulator/ of its"
          + " address what exists, which calls there were, and how to make things go wrong:"
          + " throttling, failures, lost and slow answers, an outage, no capacity, states that"
          + " never end.",
      "",
      "Prints the lines that 'aws' and 'ssmenv operator' need in another terminal:",
      "  export AWS_ENDPOINT_URL=...",
      "  export AWS_REGION=...",
      "  export AWS_DEFAULT_REGION=...",
      "  export AWS_ACCESS_KEY_ID=...",
      "  export AWS_SECRET_ACCESS_KEY=..."
    })
public final class SimulateCommand implements Callable<Integer> {

  /** The region of the samples; the simulated AWS serves every region alike. */
  private static final String REGION = "eu-west-1";

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "TCP port; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "20",
      description =
          "Simulated seconds per second: with 20 a NAT gateway that takes 2 minutes is there"
              + " after 6 seconds (default: ${DEFAULT-VALUE}).")
  private double speed;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "1",
      description =
          "Where all chance comes from: durations, lags of reads, ids (default:"
              + " ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--durations",
      paramLabel = "WHERE",
      defaultValue = "seeded",
      description =
          "Where in its range each duration and each lag of reads lies: ${COMPLETION-CANDIDATES}"
              + " (default: ${DEFAULT-VALUE}). A good client passes its tests at both ends.")
  private Durations durations = Durations.SEEDED;

  @Option(
      names = "--account",
      paramLabel = "KEY=ID",
      description =
          "Makes an access key belong to an account of its own; can be given repeatedly. A key that"
              + " is itself an account's id of 12 digits belongs to that account, and all others to"
              + " 111122223333.")
  private Map<String, String> accounts = new LinkedHashMap<>();

  @Option(
      names = "--no-throttling",
      description =
          "Does not count calls against AWS's request rates. Otherwise they are counted as"
              + " published, for each account, region and action, in real seconds whatever the"
              + " speed.")
  private boolean unthrottled;

  @Option(
      names = "--no-quotas",
      description =
          "Refuses nothing because there is too much of it. Otherwise an account has the quotas of"
              + " one that AWS has raised, for 100 environments.")
  private boolean unlimited;

  @Option(
      names = "--default-quotas",
      description =
          "Gives accounts the quotas that AWS gives a new one: 5 VPCs, 5 Elastic IPs and so on in"
              + " each region. Otherwise they are raised, for 100 environments.")
  private boolean defaultQuotas;

  @Option(
      names = {"-q", "--quiet"},
      description = "Prints no calls.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "Prints each read too; otherwise reads that succeed are summed up.")
  private boolean verbose;

  @Option(
      names = "--consistent",
      description =
          "Reads agree with the last write at once. Without it they lag behind as AWS's do.")
  private boolean consistent;

  @Option(
      names = "--list-operations",
      description =
          "Prints what is supported, and ends: service, operation, read or write, parameters.")
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
      throw new ParameterException(spec.commandLine(), "--speed must be more than 0");
    }
    accounts.forEach(this::check);
    if (quiet && verbose) {
      throw new ParameterException(spec.commandLine(), "--quiet and --verbose exclude each other");
    }
    if (unlimited && defaultQuotas) {
      throw new ParameterException(
          spec.commandLine(), "--no-quotas and --default-quotas exclude each other");
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
            .withThrottling(unthrottled ? Throttling.OFF : Throttling.PUBLISHED);
    try (StopSignal stop = StopSignal.install();
        CallPrinter printer = new CallPrinter(err, ZoneId.systemDefault(), verbose);
        SimulatedAws aws = SimulatedAws.start(options)) {
      accounts.forEach(aws.accounts()::assign);
      if (!quiet) {
        aws.callLog().listen(printer);
      }
      exports(aws.endpoint()).print(spec.commandLine().getOut());
      err.printf(
          "The simulated AWS is ready (speed %s, seed %d, durations %s); Ctrl-C stops it.%n",
          speed, seed, durations);
      err.printf("Look into it, or break it: curl %s/_simulator/%n", aws.endpoint());
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
    if (unlimited) {
      return Quotas.UNLIMITED;
    }
    return defaultQuotas ? Quotas.NEW_ACCOUNT : Quotas.RAISED;
  }

  private void check(String accessKeyId, String accountId) {
    if (!Accounts.isAccountId(accountId)) {
      throw new ParameterException(
          spec.commandLine(), "--account %s=%s: not 12 digits".formatted(accessKeyId, accountId));
    }
    if (accessKeyId.startsWith("ASIA")) {
      throw new ParameterException(
          spec.commandLine(),
          "--account %s=%s: such keys are temporary, and only AssumeRole gives them"
              .formatted(accessKeyId, accountId));
    }
  }

  /** What a client of the simulated AWS needs; any credentials will do. */
  public static ExportLines exports(URI endpoint) {
    return new ExportLines()
        .add("AWS_ENDPOINT_URL", endpoint)
        .add("AWS_REGION", REGION)
        .add("AWS_DEFAULT_REGION", REGION) // The only one that version 1 of the AWS CLI reads.
        .add("AWS_ACCESS_KEY_ID", "simulated")
        .add("AWS_SECRET_ACCESS_KEY", "simulated");
  }
}
