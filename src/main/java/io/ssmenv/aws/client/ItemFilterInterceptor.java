package io.ssmenv.aws.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Applies the {@link ItemFilter} of the thread to the answers of EC2. */
final class ItemFilterInterceptor implements ExecutionInterceptor {

  private static final ExecutionAttribute<Boolean> FILTERED =
      new ExecutionAttribute<>("io.ssmenv.aws.client.filtered");

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!ItemFilter.CURRENT.isBound()
        || !context.httpResponse().isSuccessful()
        || context.responseBody().isEmpty()) {
      return context.responseBody();
    }
    ItemFilter filter = ItemFilter.CURRENT.get();
    if (attributes.getAttribute(FILTERED) != null) {
      filter.repeated();
    }
    attributes.putAttribute(FILTERED, true);
    try (InputStream body = context.responseBody().get()) {
      return Optional.of(
          new ByteArrayInputStream(new Ec2Answer(body.readAllBytes()).filtered(filter)));
    } catch (IOException e) {
      throw RetryableException.create("The answer of EC2 ended early", e);
    }
  }
}
