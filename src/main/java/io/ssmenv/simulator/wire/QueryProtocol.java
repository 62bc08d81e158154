package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Struct;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/**
 * The Query protocol of IAM and STS [M]: form requests with {@code member} lists; responses as
 * {@code <XResponse><XResult>}.
 */
public final class QueryProtocol implements Protocol {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
  private static final Map<String, String> XML = Map.of("Content-Type", "text/xml");

  /** The actions with an empty result element, without which the AWS CLI fails. */
  private static final Set<String> EMPTY_RESULTS = Set.of("UpdateRole");

  private final String version;
  private final String namespace;
  private final XmlAnswer xml;

  /**
   * Creates the protocol of one service.
   *
   * @param clock converts times to real time
   * @param host the service's host name, for its XML namespace
   * @param version the API's version
   */
  public QueryProtocol(SimClock clock, String host, String version) {
    this.version = version;
    this.namespace = "https://" + host + "/doc/" + version + "/";
    this.xml = new XmlAnswer("member", instant -> TIME.format(clock.toReal(instant)));
  }

  @Override
  public ErrorDialect dialect() {
    return ErrorDialect.QUERY;
  }

  @Override
  public WireCall decode(WireRequest request) {
    return QueryForm.decode(ErrorDialect.QUERY, version, request);
  }

  @Override
  public WireReply encode(String action, Struct answer, String requestId) {
    Struct content = Struct.empty();
    if (!answer.members().isEmpty() || EMPTY_RESULTS.contains(action)) {
      content.with(action + "Result", answer);
    }
    content.with("ResponseMetadata", Struct.empty().with("RequestId", requestId));
    return new WireReply(200, XML, xml.document(action + "Response", namespace, content));
  }

  @Override
  public WireReply encode(AwsError error, String requestId) {
    Struct details =
        Struct.empty()
            .with("Type", error.httpStatus() < 500 ? "Sender" : "Receiver")
            .with("Code", error.code())
            .with("Message", error.message());
    Struct content = Struct.empty().with("Error", details).with("RequestId", requestId);
    return new WireReply(
        error.httpStatus(), XML, xml.document("ErrorResponse", namespace, content));
  }
}
