package io.ssmenv.aws.client;

/** Observes each call to AWS when it has ended, including its retries. */
@FunctionalInterface
public interface CallObserver {

  /** The outcome of a call that succeeded. */
  String OK = "OK";

  /** Ignores all calls. */
  CallObserver NONE = (service, action, outcome) -> {};

  /**
   * Is called after each call of AWS.
   *
   * @param service the name that the SDK uses, such as {@code Ec2}
   * @param action such as {@code DescribeVpcs}
   * @param outcome {@link #OK}, AWS's error code, or the class of the exception if there was no
   *     response
   */
  void onCall(String service, String action, String outcome);
}
