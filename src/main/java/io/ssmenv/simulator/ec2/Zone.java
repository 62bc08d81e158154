package io.ssmenv.simulator.ec2;

import java.util.List;
import java.util.stream.IntStream;

/**
 * An availability zone. Every region has three.
 *
 * @param name such as {@code eu-west-1a}
 * @param id such as {@code euw1-az1}
 */
record Zone(String name, String id) {

  /** Returns the zones of a region. */
  static List<Zone> of(String region) {
    return IntStream.range(0, 3)
        .mapToObj(i -> new Zone(region + (char) ('a' + i), shortName(region) + "-az" + (i + 1)))
        .toList();
  }

  /** Returns the id of a zone by its name. */
  static String id(String region, String name) {
    return of(region).stream().filter(z -> z.name().equals(name)).findFirst().orElseThrow().id();
  }

  /** Returns {@code euw1} for {@code eu-west-1}, {@code apse2} for {@code ap-southeast-2}. */
  private static String shortName(String region) {
    return region
        .replace("north", "n")
        .replace("south", "s")
        .replace("east", "e")
        .replace("west", "w")
        .replace("central", "c")
        .replace("-", "");
  }
}
