package io.ssmenv.cli.connect;

import io.ssmenv.aws.client.ClientFactory;
import io.ssmenv.aws.session.Pause;
import io.ssmenv.cli.command.LogSettings;
import io.ssmenv.cli.plan.Cluster;
import io.ssmenv.cli.plan.KubernetesCluster;
import io.ssmenv.cli.plan.WaitNotice;
import io.ssmenv.topology.ImmutableCopy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What surrounds the command of a person.
 *
 * @param variables the environment variables
 * @param input answers of the person
 * @param output receives the bytes of a session that is not on a terminal
 * @param terminal whether input and output are a terminal
 * @param keyboard whether input is one
 * @param quietLog keeps log lines out of the output
 */
record SessionContext(
    Supplier<Optional<Cluster>> clusters,
    Supplier<ClientFactory> aws,
    Map<String, String> variables,
    InputStream input,
    OutputStream output,
    BooleanSupplier terminal,
    BooleanSupplier keyboard,
    Pause pause,
    Runnable quietLog) {

  SessionContext {
    variables = ImmutableCopy.of(variables);
  }

  /** That of this process. */
  static SessionContext ofProcess() {
    return new SessionContext(
        () -> KubernetesCluster.connect(System.getenv(), Optional.empty()),
        ClientFactory::ofDefaultChain,
        System.getenv(),
        System.in,
        new FileOutputStream(FileDescriptor.out),
        WaitNotice::onTerminal,
        TerminalState::isInput,
        Thread::sleep,
        LogSettings::onlyErrors);
  }

  /**
   * Returns the clients' factory.
   *
   * @throws IllegalStateException with a message for users, if there are no credentials
   */
  ClientFactory credentials() {
    ClientFactory factory = aws.get();
    factory
        .credentialsProblem()
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    return factory;
  }
}
