package io.ssmenv.engine;

import io.ssmenv.simulator.core.PublicImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the operator does in a run of the crash matrix: it builds an environment, changes one that
 * is Ready, or deletes it.
 *
 * @param before the spec of the environment that is Ready when the course begins; empty to build
 * @param after the spec of the environment when the course ends; empty to delete
 */
record Course(String name, Optional<String> before, Optional<String> after) {

  /** The name of the environment of every course. */
  static final String ENVIRONMENT = "one";

  /** An older public image for x86_64, which is not the default. */
  private static final String OTHER_IMAGE =
      "image: {id: " + PublicImages.of("eu-west-1").getFirst().id() + "}";

  /**
   * Every pattern is built and deleted, and changed to every other one; every other change of a
   * running environment has a pattern in which it concerns most resources.
   */
  static List<Course> all() {
    List<Course> all = new ArrayList<>();
    for (String pattern : EngineScenario.PATTERNS) {
      all.add(new Course("build " + pattern, Optional.empty(), Optional.of(spec(pattern))));
      all.add(new Course("delete " + pattern, Optional.of(spec(pattern)), Optional.empty()));
      EngineScenario.PATTERNS.stream()
          .filter(other -> !other.equals(pattern))
          .forEach(other -> all.add(change(pattern + " to " + other, spec(pattern), spec(other))));
    }
    all.add(
        change(
            "image", group("ElasticIp", "count: 2"), group("ElasticIp", "count: 2", OTHER_IMAGE)));
    all.add(change("type", group("NatGateway"), group("NatGateway", "type: t3.small")));
    all.add(change("count up", group("ElasticIp"), group("ElasticIp", "count: 3")));
    all.add(change("count down", group("ElasticIp", "count: 3"), group("ElasticIp")));
    for (String pattern : EngineScenario.PATTERNS) {
      all.add(
          change(
              "zones " + pattern,
              spec(pattern, "network: {availabilityZones: 1}"),
              spec(pattern, "network: {availabilityZones: 3}")));
    }
    return all;
  }

  private static Course change(String name, String before, String after) {
    return new Course(name, Optional.of(before), Optional.of(after));
  }

  private static String spec(String pattern, String... more) {
    return EngineScenario.spec(pattern, more);
  }

  /** A spec whose only group has further fields. */
  private static String group(String pattern, String... fields) {
    String joined = String.join(", ", fields);
    return EngineScenario.spec(pattern)
        .replace("{name: app}", fields.length == 0 ? "{name: app}" : "{name: app, " + joined + "}");
  }

  @Override
  public String toString() {
    return name;
  }
}
