package io.ssmenv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.LoggerFactory;

class LogSettingsTest {
  private final LoggerContext context = new LoggerContext();

  @Test
  void logbackLoadsTheSettings() {
    assertThat(ServiceLoader.load(Configurator.class))
        .hasAtLeastOneElementOfType(LogSettings.class);
  }

  /** As {@code logback-test.xml} is here, which keeps the tests silent. */
  @Test
  void aConfigurationFileHasPriority() {
    assertThat(new LogSettings().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    assertThat(LoggerFactory.getLogger("io.ssmenv.engine").isWarnEnabled()).isFalse();
  }

  @Test
  void operatorLoggersHaveALowerLevelThanLibraryLoggers() {
    LogSettings.apply(context);
    assertThat(context.getLogger("io.ssmenv.engine").getEffectiveLevel()).isEqualTo(Level.INFO);
    assertThat(context.getLogger("io.fabric8.any").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("org.anybody").getEffectiveLevel()).isEqualTo(Level.WARN);
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void logLinesGoToStandardError() {
    PrintStream before = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    System.setErr(new PrintStream(output, true, StandardCharsets.UTF_8));
    try {
      context.setMDCAdapter(new LogbackMDCAdapter());
      LogSettings.apply(context);
      context.getLogger("io.ssmenv.Here").info("it works");
    } finally {
      System.setErr(before);
    }
    assertThat(output.toString(StandardCharsets.UTF_8))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO {2}Here {19}it works\\R");
  }
}
