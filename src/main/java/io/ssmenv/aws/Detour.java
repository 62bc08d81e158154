package io.ssmenv.aws;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Another way to ask the same, for a service that does not know the first one: the operator also
 * meets services that speak AWS's protocol and offer a part of it. Which way serves is remembered,
 * so that nothing is refused again and again.
 */
public final class Detour {

  private static final Logger log = LoggerFactory.getLogger(Detour.class);

  private final Predicate<AwsServiceException> further;
  private volatile boolean taken;

  private Detour(Predicate<AwsServiceException> further) {
    this.further = further;
  }

  /** Taken for good where the service does not support the first way. */
  public static Detour whereUnsupported() {
    return new Detour(failure -> false);
  }

  /** Taken for once, too, where the credentials do not allow the first way. */
  public static Detour whereUnsupportedOrDenied() {
    return new Detour(ErrorCatalogue::isDenied);
  }

  /** The answer of the first way that serves; throws what that way throws. */
  public <T> T ask(Supplier<T> way, Supplier<T> detour) {
    if (!taken) {
      try {
        return way.get();
      } catch (AwsServiceException e) {
        taken = ErrorCatalogue.isUnsupported(e);
        if (!taken && !further.test(e)) {
          throw e;
        }
        log.debug("Asking in another way, because of: {}", e.getMessage());
      }
    }
    return detour.get();
  }
}
