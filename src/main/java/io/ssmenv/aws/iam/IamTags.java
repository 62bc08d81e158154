package io.ssmenv.aws.iam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.iam.model.Tag;

/** Converts tags to and from the IAM format. */
final class IamTags {

  private IamTags() {}

  static List<Tag> write(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  static Map<String, String> read(List<Tag> tags) {
    Map<String, String> read = new LinkedHashMap<>();
    tags.forEach(tag -> read.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
    return read;
  }
}
