package io.ssmenv.aws.client;

/** Is told of every call to AWS when it has ended, with all its attempts. */
@FunctionalInterface
public interface CallObserver {

  /** The outcome of a call that succeeded. */
  String OK = "OK";

  /** Nobody cares. */
  CallObserver NONE = (service, action, outcome) -> {};

  /**
   * Is called after each call of AWS.
   *
   * @param service in the SDK's word, such as {@code Ec2}
   * @param action such as {@code DescribeVpcs}
   * @param outcome {@link #OK}, AWS's error code, or the name of the exception if there was no
   *     answer
   */
  void onCall(String service, String action, String outcome);
}
