package io.ssmenv.simulator;

import io.ssmenv.simulator.wire.WireReply;
import io.ssmenv.simulator.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Function;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;

/**
 * Hands the SDK's marshalled requests to a simulated AWS in the same process. Everything but the
 * sockets is real: the wire formats, the signatures and the SDK's parsing of the responses.
 *
 * @param calls executes a request
 * @param time the time of AWS, which each response has as its date
 */
public record InProcessHttpClient(Function<WireRequest, Answer> calls, InstantSource time)
    implements SdkHttpClient {

  /** The endpoint for clients with this HTTP client; nothing connects to it. */
  public static final URI ENDPOINT = URI.create("http://simulated-aws");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        Answer answer = calls.apply(wireRequest(request));
        WireReply reply =
            answer
                .reply()
                .orElseThrow(() -> new IOException("The connection closed before the response"));
        return response(answer.requestId(), reply);
      }

      @Override
      public void abort() {
        // The SDK aborts after a timeout in real time, in which no call is.
      }
    };
  }

  private static WireRequest wireRequest(HttpExecuteRequest request) {
    URI uri = request.httpRequest().getUri();
    return new WireRequest(
        request.httpRequest().method().name(),
        uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery(),
        request
            .contentStreamProvider()
            .map(InProcessHttpClient::bytes)
            .orElseGet(() -> new byte[0]),
        name -> request.httpRequest().firstMatchingHeader(name));
  }

  private static byte[] bytes(ContentStreamProvider content) {
    try (InputStream stream = content.newStream()) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpExecuteResponse response(String requestId, WireReply reply) {
    SdkHttpFullResponse.Builder http =
        SdkHttpFullResponse.builder()
            .statusCode(reply.status())
            .putHeader("Date", DATE.format(time.instant()))
            .putHeader(VirtualDateInterceptor.MARK, "true")
            .putHeader("x-amzn-RequestId", requestId)
            .putHeader("Content-Length", Integer.toString(reply.body().length));
    reply.headers().forEach(http::putHeader);
    return HttpExecuteResponse.builder()
        .response(http.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(reply.body())))
        .build();
  }

  @Override
  public void close() {
    // It has no connections, and clients share it.
  }
}
