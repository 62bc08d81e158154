package io.ssmenv.cli.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssmenv.cli.command.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SimulatorMainTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return SimulatorMain.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void itHasNoSubcommands() {
    assertThat(SimulatorMain.commandLine().getSubcommands()).isEmpty();
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: ssmenv-simulator [");
  }

  @Test
  void itHasTheOptionsOfSimulate() {
    assertThat(execute("--list-operations")).isZero();
    assertThat(out.toString()).contains("sts GetCallerIdentity read");
  }

  @Test
  void anInvalidOptionIsAUsageError() {
    assertThat(execute("--speed", "0")).isEqualTo(Program.FAILURE);
    assertThat(err.toString()).contains("--speed must be greater than 0");
  }
}
