package io.ssmenv.simulator.document;

import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.Tag;

/** Session documents for tests. */
public final class SessionDocuments {
  /** A placeholder for further inputs. */
  private static final String TEMPLATE =
      """
      {"schemaVersion": "1.0", "description": "Sessions of a team", "sessionType": "Standard_Stream",
       "inputs": {"s3BucketName": "", "s3KeyPrefix": "", "s3EncryptionEnabled": %s,
        "cloudWatchLogGroupName": "", "cloudWatchEncryptionEnabled": false,
        "cloudWatchStreamingEnabled": true, "kmsKeyId": "", "runAsEnabled": false,
        "runAsDefaultUser": "", "idleSessionTimeout": "%s", "maxSessionDuration": "%s"%s}}
      """;

  private SessionDocuments() {}

  /** Returns a content with the timeouts, in minutes. */
  public static String content(String idleTimeout, String maxDuration) {
    return TEMPLATE.formatted("false", idleTimeout, maxDuration, "");
  }

  /** Returns a content with further inputs, such as {@code , "shellProfile": {}}. */
  static String with(String inputs) {
    return TEMPLATE.formatted("false", "20", "", inputs);
  }

  /** Returns a content with inputs that differ, such as {@code kmsKeyId=alias/team}. */
  public static String withInputs(String... changes) {
    String content = content("20", "");
    for (String change : changes) {
      String[] input = change.split("=", 2);
      String text = input[1].equals("true") ? "true" : "\"%s\"".formatted(input[1]);
      content =
          content.replaceFirst(
              "\"%s\": (\"\"|false)".formatted(input[0]), "\"%s\": %s".formatted(input[0], text));
    }
    return content;
  }

  /** Creates a session document with tags. */
  public static DocumentDescription create(
      SsmClient ssm, String name, String content, Map<String, String> tags) {
    return ssm.createDocument(r ->
            r.name(name)
                .content(content)
                .documentType(DocumentType.SESSION)
                .tags(
                    tags.entrySet().stream()
                        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                        .toList()))
        .documentDescription();
  }
}
