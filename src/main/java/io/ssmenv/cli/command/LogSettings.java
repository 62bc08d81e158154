package io.ssmenv.cli.command;

import ch.qos.logback.classic.ClassicConstants;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures Logback, unless there is a Logback configuration file, which has priority. This is
 * Java and not a file, because reading a file at each start takes longer than the rest of the
 * logging.
 *
 * <p>Logs go to standard error, one line for each event. Standard output is for output that
 * programs read (the export lines of {@code ssmenv control-plane} and {@code ssmenv simulate}).
 * {@code SSMENV_LOG_LEVEL} sets the level of the loggers of ssmenv.
 */
@ConfiguratorRank(ConfiguratorRank.NOMINAL)
public final class LogSettings extends ContextAwareBase implements Configurator {
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-22logger{0} %msg%n%rEx{6}";

  /** At INFO, Java Operator SDK logs each event of each resource at the start. */
  private static final Map<String, Level> LIBRARY_LEVELS =
      Map.of(
          "io.javaoperatorsdk",
          Level.WARN,
          "io.fabric8",
          Level.WARN,
          // It warns that v1alpha1, the version of our CRD, is unstable.
          "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils",
          Level.ERROR,
          "software.amazon.awssdk",
          Level.WARN);

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (hasFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    apply(context);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /** Logback asks this class first, and looks for a file only afterwards. */
  private static boolean hasFile() {
    ClassLoader classPath = LogSettings.class.getClassLoader();
    return Optional.ofNullable(System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY))
            .isPresent()
        || Stream.of(ClassicConstants.TEST_AUTOCONFIG_FILE, ClassicConstants.AUTOCONFIG_FILE)
            .anyMatch(name -> Optional.ofNullable(classPath.getResource(name)).isPresent());
  }

  /** For a command that reports a problem in one line: logs no warnings, unless a level is set. */
  public static void onlyErrors() {
    if (System.getenv("SSMENV_LOG_LEVEL") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.ERROR);
      context.getLogger("io.ssmenv").setLevel(Level.ERROR);
      LIBRARY_LEVELS.keySet().forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }
  }

  static void apply(LoggerContext context) {
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
    LIBRARY_LEVELS.forEach((name, level) -> context.getLogger(name).setLevel(level));
    Optional<String> level = Optional.ofNullable(System.getenv("SSMENV_LOG_LEVEL"));
    context.getLogger("io.ssmenv").setLevel(Level.toLevel(level.orElse("INFO"), Level.INFO));
  }
}
