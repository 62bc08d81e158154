package io.ssmenv.cli.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * How everything logs, unless there is a file for Logback, which counts more. In Java, because each
 * start would read such a file anew, which takes longer than the rest of the logging.
 *
 * <p>Logs go to standard error, a line for each event: standard output is for what a program reads
 * (the export lines of {@code ssmenv control-plane} and {@code ssmenv simulate}). {@code
 * SSMENV_LOG_LEVEL} sets the level of our own loggers.
 */
@ConfiguratorRank(ConfiguratorRank.NOMINAL)
public final class LogSettings extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-22logger{0} %msg%n%rEx{6}";

  /** The framework says at INFO what it does with each event of each resource at start. */
  private static final Map<String, Level> OTHERS =
      Map.of(
          "io.javaoperatorsdk",
          Level.WARN,
          "io.fabric8",
          Level.WARN,
          // Warns that v1alpha1, our own version, is unstable.
          "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
          Level.ERROR,
          "software.amazon.awssdk",
          Level.WARN);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    OTHERS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    Optional<String> ours = Optional.ofNullable(System.getenv("SSMENV_LOG_LEVEL"));
    context.getLogger("io.ssmenv").setLevel(Level.toLevel(ours.orElse("INFO"), Level.INFO));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
