package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * An alternative to a call that a service may not support. Services other than AWS implement only a
 * part of its API. That the first call is unsupported is remembered, so it is not made again.
 */
public final class Fallback {

  private static final Logger log = LoggerFactory.getLogger(Fallback.class);

  private final Predicate<AwsServiceException> alsoWhen;
  private volatile boolean unsupported;

  private Fallback(Predicate<AwsServiceException> alsoWhen) {
    this.alsoWhen = alsoWhen;
  }

  /** Uses the alternative if the service does not support the call, from then on. */
  public static Fallback whenUnsupported() {
    return new Fallback(failure -> false);
  }

  /**
   * The same; also uses the alternative, this time only, if the credentials do not allow the call.
   */
  public static Fallback whenUnsupportedOrDenied() {
    return new Fallback(ErrorClassifier::isDenied);
  }

  /** Returns the result of the call or of the alternative; throws what that one throws. */
  public <T> T call(Supplier<T> primary, Supplier<T> alternative) {
    if (!unsupported) {
      try {
        return primary.get();
      } catch (AwsServiceException e) {
        unsupported = ErrorClassifier.isUnsupported(e);
        if (!unsupported && !alsoWhen.test(e)) {
          throw e;
        }
        log.debug("Using the alternative call because of: {}", e.getMessage());
      }
    }
    return alternative.get();
  }
}
