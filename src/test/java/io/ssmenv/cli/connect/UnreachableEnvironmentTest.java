package io.ssmenv.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.ssmenv.aws.client.ClientFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Each command says in one line why it reaches nothing, before it calls AWS. */
class UnreachableEnvironmentTest {

  private final ConnectRun run =
      new ConnectRun(
          new ClientFactory(
              () -> {
                throw SdkClientException.create(
                    "Unable to load credentials from any of the providers in the chain");
              },
              Optional.empty()));

  static List<Arguments> commands() {
    return List.of(
        command("connect", ConnectCommand::new, "NAME"),
        command("port-forward", PortForwardCommand::new, "NAME", "0:80"),
        command("ssh-config", SshConfigCommand::new, "NAME"),
        command("run", RunCommand::new, "NAME", "--", "true"));
  }

  private static Arguments command(
      String name, Function<SessionContext, Object> command, String... arguments) {
    return arguments(name, command, List.of(arguments));
  }

  private String refused(
      Function<SessionContext, Object> command, List<String> arguments, String environment) {
    int code =
        run.of(
            command,
            arguments.stream()
                .map(argument -> argument.replace("NAME", environment))
                .toArray(String[]::new));
    assertThat(code).isEqualTo(1);
    assertThat(run.out).isEmpty();
    assertThat(run.err.lines()).hasSize(1);
    return run.err;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void anEnvironmentThatDoesNotExist(
      String name, Function<SessionContext, Object> command, List<String> arguments) {
    run.in(FixedCluster.of("i-1"));
    assertThat(refused(command, arguments, "other"))
        .startsWith(name + ": The namespace team-a has no SsmManagedEnvironment other. List them");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void anEnvironmentWhoseInstancesAreDeleted(
      String name, Function<SessionContext, Object> command, List<String> arguments) {
    run.in(FixedCluster.deleting("Retrying", "Blocked by eni-1"));
    assertThat(refused(command, arguments, "reports"))
        .isEqualTo(
            name
                + ": team-a/reports has no instances: team-a/reports is being deleted. Its"
                + " condition Deleting says: Blocked by eni-1\n");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void anEnvironmentWithoutInstances(
      String name, Function<SessionContext, Object> command, List<String> arguments) {
    run.in(FixedCluster.of());
    assertThat(refused(command, arguments, "reports"))
        .startsWith(name + ": team-a/reports has no instances yet: Creating the VPC. See: kubectl");
    run.in(FixedCluster.empty());
    assertThat(refused(command, arguments, "reports"))
        .startsWith(name + ": team-a/reports has no instances, because its spec asks for none");
  }

  /** Without a plugin, {@code connect} says so first; see {@link ConnectCommandTest}. */
  @Test
  void credentialsThatDoNotExist() {
    run.in(FixedCluster.of("i-1"));
    assertThat(refused(RunCommand::new, List.of("NAME", "--", "true"), "reports"))
        .startsWith("run: No usable AWS credentials were found. Set AWS_PROFILE");
  }

  @Test
  void aShellWithoutATerminal() {
    run.in(FixedCluster.of("i-1")).withoutKeyboard();
    assertThat(refused(ConnectCommand::new, List.of("NAME"), "reports"))
        .isEqualTo(
            "connect: A shell needs a terminal as standard input. Without one, use: ssmenv run -n"
                + " team-a reports app-0 -- COMMAND\n");
  }
}
