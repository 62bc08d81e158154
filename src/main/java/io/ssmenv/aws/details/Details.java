package io.ssmenv.aws.details;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * The details of a resource.
 *
 * @param values by their names in the AWS console, in its order
 * @param tags sorted by key
 */
public record Details(SequencedMap<String, String> values, SequencedMap<String, String> tags) {

  public Details {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
    tags = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tags));
  }

  /** The value of a name; {@code -}, as the console has it, if AWS returned none. */
  public String value(String name) {
    return values.getOrDefault(name, "-");
  }

  /** Collects the values of a resource. */
  static final class Builder {

    private final SequencedMap<String, String> values = new LinkedHashMap<>();

    Builder with(String name, @Nullable Object value) {
      Optional.ofNullable(value).ifPresent(known -> values.put(name, known.toString()));
      return this;
    }

    Details tagged(List<Tag> tags) {
      SequencedMap<String, String> sorted = new TreeMap<>();
      tags.forEach(tag -> sorted.put(tag.key(), tag.value()));
      return new Details(values, sorted);
    }
  }
}
