package io.ssmenv.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls of services for which the tests have no SDK, with signatures that nobody verifies. */
public final class SignedCalls implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI endpoint;
  private final String accessKeyId;

  public SignedCalls(URI endpoint, String accessKeyId) {
    this.endpoint = endpoint;
    this.accessKeyId = accessKeyId;
  }

  /** Calls KMS; returns the body of the response. */
  public String kms(String operation, String body) {
    return json("kms", "TrentService." + operation, body);
  }

  /** Calls CloudWatch Logs; returns the body of the response. */
  public String logs(String operation, String body) {
    return json("logs", "Logs_20140328." + operation, body);
  }

  private String json(String service, String target, String body) {
    return send(request("/", service, "eu-west-1")
            .header("X-Amz-Target", target)
            .POST(BodyPublishers.ofString(body.replace('\'', '"'))))
        .body();
  }

  /** Calls S3 in a region. */
  public HttpResponse<String> s3(String method, String target, String body, String region) {
    return send(request(target, "s3", region).method(method, BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String target, String service, String region) {
    return HttpRequest.newBuilder(endpoint.resolve(target))
        .header(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=%s"
                .formatted(accessKeyId, region, service, "0".repeat(64)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
