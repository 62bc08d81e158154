package io.ssmenv.simulator.wire;

import io.ssmenv.simulator.core.AwsError;
import io.ssmenv.simulator.core.ErrorDialect;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.SimClock;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The REST protocol of S3 in path style [D]: the method and the query select the operation; XML
 * bodies without an envelope.
 */
public final class S3Protocol implements Protocol {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter HEADER_TIME =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);
  private static final Map<String, String> XML = Map.of("Content-Type", "application/xml");

  /** The parameters in the query, by their names there. */
  private static final Map<String, String> QUERY =
      Map.of(
          "prefix", "Prefix",
          "max-keys", "MaxKeys",
          "encoding-type", "EncodingType",
          "continuation-token", "ContinuationToken",
          "delimiter", "Delimiter",
          "start-after", "StartAfter",
          "versionId", "VersionId");

  private final SimClock clock;
  private final XmlAnswer xml;

  /** Creates the protocol. The clock converts times to real time. */
  public S3Protocol(SimClock clock) {
    this.clock = clock;
    xml = new XmlAnswer("", instant -> TIME.format(clock.toReal(instant)));
  }

  @Override
  public ErrorDialect dialect() {
    return ErrorDialect.S3;
  }

  @Override
  public WireCall decode(WireRequest request) {
    String[] target = request.target().split("\\?", 2);
    String path = decoded(target[0].replaceFirst("^/", ""));
    String[] names = path.split("/", 2);
    Map<String, String> query = query(target.length > 1 ? target[1] : "");
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Bucket", names[0]);
    boolean object = names.length > 1 && !names[1].isEmpty();
    if (object) {
      fields.put("Key", names[1]);
    }
    String action = action(request.method(), object, query);
    query.forEach((name, value) -> {
      if (QUERY.containsKey(name)) {
        fields.put(QUERY.get(name), value);
      }
    });
    if (request.body().length > 0) {
      XmlRequest.addFields(request.body(), fields);
    }
    return new WireCall(action, Params.ofQuery(ErrorDialect.S3, fields));
  }

  private static String action(String method, boolean object, Map<String, String> query) {
    String subject =
        object
            ? "object"
            : query.keySet().stream()
                .filter(name -> !QUERY.containsKey(name) && !name.equals("x-id"))
                .findFirst()
                .orElse("bucket");
    return switch (method + " " + subject) {
      case "PUT bucket" -> "CreateBucket";
      case "DELETE bucket" -> "DeleteBucket";
      case "HEAD bucket" -> "HeadBucket";
      case "GET location" -> "GetBucketLocation";
      case "GET encryption" -> "GetBucketEncryption";
      case "PUT encryption" -> "PutBucketEncryption";
      case "GET list-type" -> "ListObjectsV2";
      case "GET object" -> "GetObject";
      default -> method + " " + subject;
    };
  }

  private static Map<String, String> query(String text) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String parameter : text.split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      if (!parts[0].isEmpty()) {
        query.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new AwsError("InvalidURI", "Couldn't parse the specified URI.");
    }
  }

  @Override
  public WireReply encode(String action, Struct answer, String requestId) {
    return switch (action) {
      case "GetObject" ->
          new WireReply(
              200,
              Map.of(
                  "Content-Type",
                  "binary/octet-stream",
                  "Last-Modified",
                  HEADER_TIME.format(clock.toReal(time(answer, "LastModified")))),
              text(answer, "Body").getBytes(StandardCharsets.UTF_8));
      case "HeadBucket" -> empty(200, "x-amz-bucket-region", text(answer, "BucketRegion"));
      case "CreateBucket" -> empty(200, "Location", text(answer, "Location"));
      case "DeleteBucket" -> new WireReply(204, Map.of(), new byte[0]);
      case "PutBucketEncryption" -> new WireReply(200, Map.of(), new byte[0]);
      case "GetBucketEncryption" -> xml("ServerSideEncryptionConfiguration", answer);
      case "ListObjectsV2" -> xml("ListBucketResult", answer);
      default ->
          new WireReply(
              200,
              XML,
              xml.document(
                  "LocationConstraint",
                  NAMESPACE,
                  new Value.Text(text(answer, "LocationConstraint"))));
    };
  }

  private WireReply xml(String root, Struct answer) {
    return new WireReply(200, XML, xml.document(root, NAMESPACE, answer));
  }

  private static WireReply empty(int status, String header, String value) {
    return new WireReply(status, Map.of(header, value), new byte[0]);
  }

  private static String text(Struct answer, String name) {
    return answer.members().get(name) instanceof Value.Text(String text) ? text : "";
  }

  private static Instant time(Struct answer, String name) {
    return answer.members().get(name) instanceof Value.Time(Instant instant)
        ? instant
        : Instant.EPOCH;
  }

  @Override
  public WireReply encode(AwsError error, String requestId) {
    Struct content =
        Struct.empty()
            .with("Code", error.code())
            .with("Message", error.message())
            .with("RequestId", requestId)
            .with("HostId", "simulated");
    Map<String, String> headers = new HashMap<>(error.headers());
    headers.putAll(XML);
    return new WireReply(error.httpStatus(), headers, xml.document("Error", "", content));
  }
}
