package io.ssmenv.cli.connect;

import io.ssmenv.cli.command.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands in a process of their own, with a cluster whose instances are in a variable, and
 * with everything else as it is.
 */
public final class ConnectProgram {

  static final String INSTANCES = "TEST_INSTANCES";
  static final String DOCUMENT = "TEST_SESSION_DOCUMENT";

  private ConnectProgram() {}

  public static void main(String[] arguments) {
    SessionContext real = SessionContext.ofProcess();
    String[] ids = System.getenv(INSTANCES).split(",", -1);
    SessionContext context =
        new SessionContext(
            () -> Optional.of(cluster(ids)),
            real.aws(),
            real.variables(),
            real.input(),
            real.output(),
            real.terminal(),
            real.keyboard(),
            real.pause(),
            real.quietLog());
    Map<String, Object> commands =
        Map.of(
            "connect", new ConnectCommand(context),
            "port-forward", new PortForwardCommand(context));
    List<String> all = List.of(arguments);
    System.exit(
        Program.of(commands.get(all.getFirst()))
            .execute(all.subList(1, all.size()).toArray(String[]::new)));
  }

  private static FixedCluster cluster(String... ids) {
    Optional<String> document = Optional.ofNullable(System.getenv(DOCUMENT));
    return document.isPresent() ? FixedCluster.withSessions(document, ids) : FixedCluster.of(ids);
  }
}
