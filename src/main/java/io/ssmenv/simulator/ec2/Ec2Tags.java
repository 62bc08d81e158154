package io.ssmenv.simulator.ec2;

import io.ssmenv.simulator.core.Call;
import io.ssmenv.simulator.core.ErrorWords;
import io.ssmenv.simulator.core.Params;
import io.ssmenv.simulator.core.Struct;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tags in requests and responses. */
final class Ec2Tags {
  /** The parameters for tags on creation. */
  static final String[] ON_CREATE = {
    "TagSpecification.ResourceType", "TagSpecification.Tag.Key", "TagSpecification.Tag.Value"
  };

  private static final int MAX_TAGS = 50;

  private Ec2Tags() {}

  /**
   * Returns the tags of a new resource.
   *
   * @param idType the type of the new resource
   * @param others other types that this operation can tag
   */
  static Map<String, String> onCreate(Call call, ResourceIdType idType, ResourceIdType... others) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params specification : call.params().structs("TagSpecification")) {
      String type = specification.required("ResourceType");
      if (type.equals(idType.resourceType())) {
        tags.putAll(read(specification.structs("Tag")));
      } else if (Arrays.stream(others).noneMatch(k -> k.resourceType().equals(type))) {
        throw ErrorWords.error("invalid-parameter-value-ec2-tags", type);
      }
    }
    return checkCount(tags);
  }

  /** Parses a list of tags. */
  static Map<String, String> read(List<Params> list) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Params tag : list) {
      String key = tag.required("Key");
      String value = tag.text("Value").orElse("");
      if (key.startsWith("aws:")) {
        throw ApiErrors.invalid("Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (key.length() > 128) {
        throw ApiErrors.invalid("Tag key exceeds the maximum length of 128 characters");
      }
      if (value.length() > 256) {
        throw ApiErrors.invalid("Tag value exceeds the maximum length of 256 characters");
      }
      if (tags.put(key, value) != null) {
        throw ApiErrors.invalid("Duplicate tag key '%s' specified.", key);
      }
    }
    return tags;
  }

  /** Checks the number of tags of a resource. */
  static Map<String, String> checkCount(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw ErrorWords.error("tag-limit-exceeded");
    }
    return tags;
  }

  /** Renders tags as a list of keys and values. */
  static List<Struct> set(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Struct.empty().with("key", tag.getKey()).with("value", tag.getValue()))
        .toList();
  }
}
