package io.ssmenv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.command.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Command;

class MainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return Main.commandLine(arguments)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  static Stream<String> commands() {
    return Main.commandLine().getSubcommands().keySet().stream();
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains(commands().toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsATerminalOf80Columns(String command) {
    assertThat(execute(command, "--help")).isZero();
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    assertThat(out.toString()).startsWith("Usage: ssmenv " + command);
  }

  @Test
  void eachCommandIsRegisteredUnderItsName() {
    assertThat(Main.commandLine().getSubcommands().values())
        .allSatisfy(command ->
            assertThat(
                    command.getCommandSpec().userObject().getClass().getAnnotation(Command.class))
                .extracting(Command::name)
                .isEqualTo(command.getCommandName()));
  }

  @Test
  void anUnknownCommandIsAnsweredWithSimilarCommands() {
    assertThat(execute("simulat")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("Unmatched argument", "simulate");
  }

  @Test
  void theVersionIncludesTheCommit() {
    assertThat(execute("--version")).isZero();
    assertThat(out.toString())
        .matches("ssmenv \\S+ \\((commit [0-9a-f]{12}|unknown commit).*\\)\\R");
  }

  @Test
  void aMissingCommandIsAUsageError() {
    assertThat(execute()).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("Missing required subcommand");
  }

  @Test
  void aUsageErrorIsTwoLinesAndNotTheWholeUsage() {
    assertThat(execute("plan", "--output", "xml")).isEqualTo(Program.FAILURE);
    assertThat(err.toString().lines())
        .hasSize(2)
        .first(InstanceOfAssertFactories.STRING)
        .startsWith("ssmenv plan: Invalid value for option '--output'");
    assertThat(err.toString()).endsWith("See 'ssmenv plan --help'.\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void withoutACommandTheUsageIsPrinted() {
    assertThat(execute()).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("Usage: ssmenv", "picture");
  }

  @Test
  void helpNamesACommand() {
    assertThat(execute("help", "plan")).isZero();
    assertThat(out.toString()).startsWith("Usage: ssmenv plan");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void aSpeedOfZeroIsAUsageError() {
    assertThat(execute("simulate", "--speed", "0")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--speed must be greater than 0");
  }

  @Test
  void anUnknownKubernetesVersionIsAUsageErrorThatNamesTheValidOnes() {
    assertThat(execute("control-plane", "--kubernetes-version", "latest"))
        .isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--kubernetes-version", "oldest, newest, 1.31, 1.36");
  }

  @Test
  void unknownDurationsAreAUsageErrorThatNamesTheValidOnes() {
    assertThat(execute("simulate", "--durations", "medium")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("seeded", "shortest", "longest");
  }

  @ParameterizedTest
  @CsvSource({
    "other=44445555666, --account other=44445555666: an account id has 12 digits",
    "ASIA1=444455556666, keys that begin with ASIA are temporary and come from AssumeRole",
    "444455556666, KEY=ID"
  })
  void anInvalidAccountIsAUsageError(String account, String message) {
    assertThat(execute("simulate", "--account", account)).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains(message);
  }

  @Test
  void quietAndVerboseCannotBeUsedTogether() {
    assertThat(execute("simulate", "--quiet", "--verbose")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--quiet and --verbose cannot be used together");
  }

  @Test
  void noQuotasAndDefaultQuotasCannotBeUsedTogether() {
    assertThat(execute("simulate", "--no-quotas", "--default-quotas")).isEqualTo(Program.FAILURE);
  }

  @Test
  void listOperationsDoesNotStartTheSimulatedAws() {
    assertThat(execute("simulate", "--list-operations")).isZero();
    assertThat(out.toString()).contains("sts GetCallerIdentity read");
    assertThat(err.toString()).isEmpty();
  }
}
