package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.CloudError;

/** What to do about a read that AWS denies, as the continuation of a message. */
final class ReadAdvice {

  private ReadAdvice() {}

  /** One policy allows everything that is listed; who the caller is needs no permission. */
  static String of(String read, CloudError error) {
    return error instanceof CloudError.Denied denied
            && !denied.code().equals(CloudError.NO_CREDENTIALS)
            && !read.equals("GetCallerIdentity")
        ? (denied.message().endsWith(".") ? "" : ".") + " The policy ssmenv-read allows it"
        : "";
  }
}
