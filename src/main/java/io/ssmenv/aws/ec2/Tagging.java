package io.ssmenv.aws.ec2;

import io.ssmenv.aws.call.AwsCall;
import io.ssmenv.aws.inventory.TagScope;
import io.ssmenv.topology.Tags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Converts tags to and from the EC2 format, and writes them. */
final class Tagging {

  private Tagging() {}

  static TagSpecification specification(ResourceType type, Map<String, String> tags) {
    return TagSpecification.builder().resourceType(type).tags(write(tags)).build();
  }

  static Map<String, String> read(List<Tag> tags) {
    Map<String, String> read = new LinkedHashMap<>();
    tags.forEach(tag -> read.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
    return read;
  }

  /** Writes missing and different tags, and keeps all others. */
  static void correct(AwsCall call, String id, Tags desired, Tags there) {
    write(call, id, desired.missingFrom(there));
  }

  static void write(AwsCall call, String id, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      call.ec2().createTags(request -> request.resources(id).tags(write(tags)));
    }
  }

  /**
   * Returns the filter of one call of a listing. The tags of each resource decide who owns it.
   *
   * @param scope without alternatives, see {@link TagScope#calls}
   */
  static Filter inScope(TagScope scope) {
    return Filter.builder().name("tag:" + scope.tag()).values(scope.values()).build();
  }

  static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static List<Tag> write(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
