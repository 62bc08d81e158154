package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.Struct;
import io.ssmenv.simulator.core.Value;
import io.ssmenv.simulator.document.Document.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The documents in responses. */
final class DocumentViews {
  private static final List<String> PLATFORMS = List.of("Windows", "Linux", "MacOS");

  private DocumentViews() {}

  static Struct description(Call call, Document document, Version version) {
    return Struct.empty()
        .with("Hash", hash(version.text()))
        .with("HashType", "Sha256")
        .with("Name", document.name())
        .with("Owner", call.accountId())
        .with("CreatedDate", version.createdAt())
        .with("Status", version.status(call.now()))
        .with("DocumentVersion", Integer.toString(version.number()))
        .with("Description", version.content().description())
        .with("PlatformTypes", Value.texts(PLATFORMS))
        .with("DocumentType", "Session")
        .with("SchemaVersion", "1.0")
        .with("LatestVersion", Integer.toString(document.latest().number()))
        .with("DefaultVersion", Integer.toString(document.defaultVersion()))
        .with("DocumentFormat", "JSON")
        .with("Tags", tags(document.tags()));
  }

  static Struct content(Call call, Document document, Version version) {
    return Struct.empty()
        .with("Name", document.name())
        .with("CreatedDate", version.createdAt())
        .with("DocumentVersion", Integer.toString(version.number()))
        .with("Status", version.status(call.now()))
        .with("Content", version.text())
        .with("DocumentType", "Session")
        .with("DocumentFormat", "JSON");
  }

  /** An item of a list shows the default version. */
  static Struct identifier(Call call, Document document) {
    Struct struct =
        Struct.empty()
            .with("Name", document.name())
            .with("Owner", call.accountId())
            .with("PlatformTypes", Value.texts(PLATFORMS))
            .with("DocumentVersion", Integer.toString(document.defaultVersion()))
            .with("DocumentType", "Session")
            .with("SchemaVersion", "1.0")
            .with("DocumentFormat", "JSON")
            .with("Tags", tags(document.tags()));
    document
        .version(Document.DEFAULT)
        .ifPresent(version -> struct.with("CreatedDate", version.createdAt()));
    return struct;
  }

  static List<Struct> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Struct.empty().with("Key", tag.getKey()).with("Value", tag.getValue()))
        .toList();
  }

  private static String hash(String content) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(content.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
