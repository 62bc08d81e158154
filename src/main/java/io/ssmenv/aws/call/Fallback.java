package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
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
public final class Fallback {

  private static final Logger log = LoggerFactory.getLogger(Fallback.class);

  private final Predicate<AwsServiceException> alsoWhen;
  private volatile boolean unsupported;

  private Fallback(Predicate<AwsServiceException> alsoWhen) {
    this.alsoWhen = alsoWhen;
  }

  /** Taken for good where the service does not support the first way. */
  public static Fallback whenUnsupported() {
    return new Fallback(failure -> false);
  }

  /** Taken for once, too, where the credentials do not allow the first way. */
  public static Fallback whenUnsupportedOrDenied() {
    return new Fallback(ErrorClassifier::isDenied);
  }

  /** The answer of the first way that serves; throws what that way throws. */
  public <T> T call(Supplier<T> primary, Supplier<T> alternative) {
    if (!unsupported) {
      try {
        return primary.get();
      } catch (AwsServiceException e) {
        unsupported = ErrorClassifier.isUnsupported(e);
        if (!unsupported && !alsoWhen.test(e)) {
          throw e;
        }
        log.debug("Asking in another way, because of: {}", e.getMessage());
      }
    }
    return alternative.get();
  }
}
