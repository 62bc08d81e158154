package io.ssmenv.aws.client;

import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Reports the outcome of each SDK call to an observer. */
final class CallMetricsInterceptor implements ExecutionInterceptor {

  private final CallObserver observer;

  CallMetricsInterceptor(CallObserver observer) {
    this.observer = observer;
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    report(attributes, CallObserver.OK);
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    report(attributes, outcome(context.exception()));
  }

  private void report(ExecutionAttributes attributes, String outcome) {
    observer.onCall(
        attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
        attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME),
        outcome);
  }

  private static String outcome(Throwable failure) {
    return Optional.of(failure)
        .filter(AwsServiceException.class::isInstance)
        .map(AwsServiceException.class::cast)
        .map(AwsServiceException::awsErrorDetails)
        .map(AwsErrorDetails::errorCode)
        .orElseGet(() -> failure.getClass().getSimpleName());
  }
}
