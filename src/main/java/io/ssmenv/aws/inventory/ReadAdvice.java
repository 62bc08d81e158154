package io.ssmenv.aws.inventory;

import io.ssmenv.cloud.CloudError;

/** The message about a read that failed, with what to do if AWS denies it. */
final class ReadAdvice {

  private ReadAdvice() {}

  /** One policy allows everything that is listed; who the caller is needs no permission. */
  static String message(String read, CloudError error) {
    return error.summary() + advice(read, error);
  }

  private static String advice(String read, CloudError error) {
    return error instanceof CloudError.Denied denied
            && !denied.code().equals(CloudError.NO_CREDENTIALS)
            && !read.equals("GetCallerIdentity")
        ? (denied.message().endsWith(".") ? "" : ".") + " The policy ssmenv-read allows it"
        : "";
  }
}
