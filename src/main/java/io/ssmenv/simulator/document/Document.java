package io.ssmenv.simulator.document;

import io.ssmenv.simulator.core.StoredResource;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A document with its versions.
 *
 * @param versions oldest first; at least the default version
 * @param highest the highest number that a version has had
 * @param defaultVersion the version that a session uses
 * @param tags by key, in the order in which they were set
 */
record Document(
    String name, List<Version> versions, int highest, int defaultVersion, Map<String, String> tags)
    implements StoredResource {
  static final String DEFAULT = "$DEFAULT";
  static final String LATEST = "$LATEST";

  /**
   * A version of the content.
   *
   * @param text as it was written
   * @param active when it is no longer being created
   */
  record Version(
      int number, String text, SessionContent content, Instant createdAt, Instant active) {

    String status(Instant now) {
      return !now.isBefore(active) ? "Active" : number == 1 ? "Creating" : "Updating";
    }
  }

  Document {
    versions = List.copyOf(versions);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  @Override
  public String id() {
    return name;
  }

  /** Finds a version by its number, {@code $LATEST} or {@code $DEFAULT}. */
  Optional<Version> version(String wanted) {
    String number =
        switch (wanted) {
          case LATEST -> Integer.toString(latest().number());
          case DEFAULT -> Integer.toString(defaultVersion);
          default -> wanted;
        };
    return versions.stream()
        .filter(version -> Integer.toString(version.number()).equals(number))
        .findFirst();
  }

  Version latest() {
    return versions.getLast();
  }

  Document with(Version added) {
    return new Document(
        name,
        Stream.concat(versions.stream(), Stream.of(added)).toList(),
        added.number(),
        defaultVersion,
        tags);
  }

  Document without(Version removed) {
    return new Document(
        name,
        versions.stream().filter(version -> version.number() != removed.number()).toList(),
        highest,
        defaultVersion,
        tags);
  }

  Document withDefault(int number) {
    return new Document(name, versions, highest, number, tags);
  }

  Document withTags(Map<String, String> changed) {
    return new Document(name, versions, highest, defaultVersion, changed);
  }
}
