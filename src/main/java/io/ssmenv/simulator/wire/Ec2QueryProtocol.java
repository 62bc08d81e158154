package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Struct;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The EC2 Query protocol [M]: form requests with flattened lists; responses as {@code <XResponse>}
 * with {@code <item>} lists and times in milliseconds.
 */
public final class Ec2QueryProtocol implements Protocol {
  private static final String VERSION = "2016-11-15";
  private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/" + VERSION + "/";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Map<String, String> XML = Map.of("Content-Type", "text/xml;charset=UTF-8");

  private final XmlAnswer xml;

  /** Creates the protocol. The clock converts times to real time. */
  public Ec2QueryProtocol(SimClock clock) {
    xml = new XmlAnswer("item", instant -> TIME.format(clock.toReal(instant)));
  }

  @Override
  public ErrorDialect dialect() {
    return ErrorDialect.EC2;
  }

  @Override
  public WireCall decode(WireRequest request) {
    return QueryForm.decode(ErrorDialect.EC2, VERSION, request);
  }

  @Override
  public WireReply encode(String action, Struct answer, String requestId) {
    Struct content = Struct.empty().with("requestId", requestId);
    answer.members().forEach(content::with);
    return new WireReply(200, XML, xml.document(action + "Response", NAMESPACE, content));
  }

  @Override
  public WireReply encode(AwsError error, String requestId) {
    Struct code = Struct.empty().with("Code", error.code()).with("Message", error.message());
    Struct content =
        Struct.empty()
            .with("Errors", Struct.empty().with("Error", code))
            .with("RequestID", requestId);
    return new WireReply(error.httpStatus(), XML, xml.document("Response", "", content));
  }
}
