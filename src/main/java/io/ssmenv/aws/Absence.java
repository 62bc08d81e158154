package io.ssmenv.aws;

import io.ssmenv.cloud.ResourceKind.Removal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Turns a service's "there is no such thing" from an error into an answer. */
public final class Absence {

  private Absence() {}

  /**
   * A question for one id was answered with an empty list. AWS says that it does not know an id
   * [D]; an empty list proves nothing.
   */
  public static final class EmptyAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    EmptyAnswer() {
      super("AWS answered with an empty list, without saying that it does not know the id");
    }
  }

  /**
   * Asks for a thing by its id.
   *
   * @return empty if the service does not know the id
   * @throws EmptyAnswer if the service lists nothing, and does not say either that it does not know
   *     the id
   */
  public static <T> Optional<T> find(Supplier<List<T>> describe) {
    try {
      return Optional.of(describe.get().stream().findFirst().orElseThrow(EmptyAnswer::new));
    } catch (AwsServiceException e) {
      if (ErrorCatalogue.isNotFound(e) || ErrorCatalogue.isMalformed(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes a deleting call after which the thing is gone. */
  public static Removal gone(Runnable delete) {
    return unlessGone(delete, Removal.GONE);
  }

  /** Makes a deleting call after which AWS takes some time. */
  public static Removal going(Runnable delete) {
    return unlessGone(delete, Removal.GOING);
  }

  private static Removal unlessGone(Runnable delete, Removal otherwise) {
    try {
      delete.run();
      return otherwise;
    } catch (AwsServiceException e) {
      if (ErrorCatalogue.isNotFound(e)) {
        return Removal.UNKNOWN;
      }
      throw e;
    }
  }
}
