package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Turns a service's "there is no such thing" from an error into an answer. */
public final class NotFound {

  private NotFound() {}

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
      if (ErrorClassifier.isNotFound(e) || ErrorClassifier.isMalformed(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Makes a deleting call after which the thing is gone. */
  public static Deletion deleted(Runnable delete) {
    return unlessGone(delete, Deletion.DELETED);
  }

  /** Makes a deleting call after which AWS takes some time. */
  public static Deletion deleting(Runnable delete) {
    return unlessGone(delete, Deletion.DELETING);
  }

  private static Deletion unlessGone(Runnable delete, Deletion otherwise) {
    try {
      delete.run();
      return otherwise;
    } catch (AwsServiceException e) {
      if (ErrorClassifier.isNotFound(e)) {
        return Deletion.NOT_FOUND;
      }
      throw e;
    }
  }
}
