package io.ssmenv.aws.call;

import io.ssmenv.aws.error.ErrorClassifier;
import io.ssmenv.cloud.ResourceHandler.Deletion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Turns the error that says that a resource does not exist into a result. */
public final class NotFound {

  private NotFound() {}

  /**
   * A read by id returned an empty list. AWS returns an error for an unknown id [D], so an empty
   * list proves nothing.
   */
  public static final class EmptyAnswer extends RuntimeException {
    private static final long serialVersionUID = 1;

    EmptyAnswer() {
      super("AWS returned an empty list instead of an error that the id is unknown");
    }
  }

  /**
   * Reads a resource by its id.
   *
   * @return empty if the service returns an error that the id is unknown
   * @throws EmptyAnswer if the service returns an empty list
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

  /** Makes a delete call that takes effect at once. */
  public static Deletion deleted(Runnable delete) {
    return unlessGone(delete, Deletion.DELETED);
  }

  /** Makes a delete call that AWS completes later. */
  public static Deletion deleting(Runnable delete) {
    return unlessGone(delete, Deletion.DELETING);
  }

  /**
   * Makes a call that deletes a link. AWS may not know its parent yet, which says nothing about the
   * link.
   *
   * @param code the error code for a link that does not exist
   */
  public static Deletion linkDeleted(String code, Runnable delete) {
    try {
      delete.run();
      return Deletion.DELETED;
    } catch (AwsServiceException e) {
      if (ErrorClassifier.isCode(e, code)) {
        return Deletion.NOT_FOUND;
      }
      throw e;
    }
  }

  /**
   * Makes the same call of an API that has one error code for a missing link and for a missing
   * parent.
   *
   * @param readParent throws if AWS does not know the parent
   */
  public static Deletion linkDeleted(Runnable delete, Runnable readParent) {
    Deletion deletion = deleted(delete);
    if (deletion == Deletion.NOT_FOUND) {
      readParent.run();
    }
    return deletion;
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
