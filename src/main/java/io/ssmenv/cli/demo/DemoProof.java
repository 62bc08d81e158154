package io.ssmenv.cli.demo;

import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.cli.connect.SessionRecorder;
import io.ssmenv.cli.demo.SampleProof.Member;
import io.ssmenv.proof.ConnectionProof;
import io.ssmenv.proof.ConnectionRecord;
import io.ssmenv.proof.ProofTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The end of the demo: proves that all instances are connected, and prints it. */
final class DemoProof implements AutoCloseable {

  private static final String KEY = "simulated";

  private final ClientFactory aws;
  private final Optional<Path> plugin;
  private final SampleSessions sessions;
  private final PrintWriter out;

  private DemoProof(
      ClientFactory aws, Optional<Path> plugin, SampleSessions sessions, PrintWriter out) {
    this.aws = aws;
    this.plugin = plugin;
    this.sessions = sessions;
    this.out = out;
  }

  /**
   * Prepares it.
   *
   * @param endpoint of the simulated AWS
   * @param plugin the session-manager-plugin; without one, sessions are opened without it
   * @param limit how long the command may take in a session
   */
  static DemoProof of(URI endpoint, Optional<Path> plugin, Duration limit, PrintWriter out)
      throws IOException {
    ClientFactory aws = ClientFactory.of(endpoint, KEY, KEY);
    Map<String, String> credentials =
        Map.of(
            "AWS_ACCESS_KEY_ID",
            KEY,
            "AWS_SECRET_ACCESS_KEY",
            KEY,
            "AWS_EC2_METADATA_DISABLED",
            "true",
            "NO_PROXY",
            "*");
    SessionRecorder recorder = SessionRecorder.of(aws, credentials, plugin, InstantSource.system());
    return new DemoProof(aws, plugin, new SampleSessions(recorder, limit), out);
  }

  /** Opens the sessions of an environment that is Ready. */
  void ready(SsmManagedEnvironment environment) {
    sessions.open(environment);
  }

  /**
   * Prints the proof.
   *
   * @param environments after their egress was verified
   * @return whether everything is proven
   */
  boolean print(List<SsmManagedEnvironment> environments, BooleanSupplier stopped)
      throws InterruptedException {
    List<ConnectionProof> proofs = new ArrayList<>();
    for (Member member : SampleProof.members(environments)) {
      proofs.add(SampleProof.of(member, sessions.of(member, stopped).session()));
    }
    out.println();
    heading().forEach(out::println);
    ProofTable.lines(proofs).forEach(out::println);
    out.flush();
    return !proofs.isEmpty() && proofs.stream().allMatch(ConnectionProof::isProven);
  }

  private List<String> heading() {
    return List.of(
        "Proof of connection: what the operator has written in the status, and a shell",
        "on each instance, "
            + plugin
                .map(file -> "through the " + file.getFileName() + ".")
                .orElse("without the session-manager-plugin, which is not on the PATH."),
        "IN is the time from the creation of the environment to the prompt of the shell,",
        "in which this command ran: " + SampleSessions.COMMAND,
        "");
  }

  /** Returns what the pictures need. Everything was proven. */
  List<ConnectionRecord> records(List<SsmManagedEnvironment> environments)
      throws InterruptedException {
    List<ConnectionRecord> records = new ArrayList<>();
    for (Member member : SampleProof.members(environments)) {
      SampleSessions.Result result = sessions.of(member, () -> false);
      records.add(
          ConnectionDetails.record(
              aws,
              member,
              SampleProof.of(member, result.session()),
              result.recording().orElseThrow().screen()));
    }
    return records;
  }

  @Override
  public void close() {
    sessions.close();
  }
}
