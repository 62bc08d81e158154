package io.ssmenv.aws.client;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Reads the time of AWS from the {@code Date} of each response, also of errors. */
final class AwsTimeInterceptor implements ExecutionInterceptor {

  private static final ExecutionAttribute<Instant> SENT =
      new ExecutionAttribute<>("io.ssmenv.aws.client.sent");

  private final AwsTime time;

  AwsTimeInterceptor(AwsTime time) {
    this.time = time;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    attributes.putAttribute(SENT, time.local());
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Instant received = time.local();
    Instant sent = attributes.getAttribute(SENT);
    context
        .httpResponse()
        .firstMatchingHeader("Date")
        .flatMap(AwsTimeInterceptor::parse)
        .ifPresent(date -> time.record(date, sent, received));
  }

  /** Empty if a proxy has written something else. */
  private static Optional<Instant> parse(String date) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
