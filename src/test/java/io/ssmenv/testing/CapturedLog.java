package io.ssmenv.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What a class logs until this is closed. */
public final class CapturedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {

  private final Logger logger;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  private final Optional<Level> levelBefore;

  private CapturedLog(Logger logger) {
    this.logger = logger;
    this.levelBefore = Optional.ofNullable(logger.getLevel());
  }

  /** What an operator with the default log level logs. */
  public static CapturedLog of(Class<?> type) {
    return of(type, Level.INFO);
  }

  /** Also what the class logs at debug level. */
  public static CapturedLog withDebug(Class<?> type) {
    return of(type, Level.DEBUG);
  }

  private static CapturedLog of(Class<?> type, Level level) {
    CapturedLog log = new CapturedLog((Logger) LoggerFactory.getLogger(type));
    log.start();
    log.logger.setLevel(level);
    log.logger.setAdditive(false);
    log.logger.addAppender(log);
    return log;
  }

  /** The levels and the messages. */
  public List<String> lines() {
    return events.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  public List<String> messages() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The exceptions that were logged with their stack traces, by class. */
  public List<String> stackTraces() {
    return events.stream()
        .flatMap(event -> Optional.ofNullable(event.getThrowableProxy()).stream())
        .map(logged -> logged.getClassName())
        .toList();
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setLevel(levelBefore.orElse(null));
    logger.setAdditive(true);
    stop();
  }
}
