package io.ssmenv.simulator;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Hides the virtual date of a response from the SDK. The SDK would compare it with the real time
 * after each 401 or 403, call again if they differ by more than four minutes, and keep the
 * difference for all clients of the JVM, also for those of other tests.
 *
 * <p>The SDK loads it by the resource {@code
 * software/amazon/awssdk/global/handlers/execution.interceptors}.
 */
public final class VirtualDateInterceptor implements ExecutionInterceptor {

  /** The header of responses whose date is virtual. */
  static final String MARK = "x-virtual-date";

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse response = context.httpResponse();
    return response.firstMatchingHeader(MARK).isPresent()
        ? response.toBuilder().removeHeader("Date").build()
        : response;
  }
}
