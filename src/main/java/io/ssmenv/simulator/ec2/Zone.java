package io.ssmenv.simulator.ec2;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A zone of a region. Every region has three availability zones, and a Local Zone and a Wavelength
 * Zone to which no account has opted in.
 *
 * @param name such as {@code eu-west-1a}
 * @param id such as {@code euw1-az1}
 * @param group with which accounts opt in
 * @param border the group of zones from which AWS advertises public addresses
 */
record Zone(String name, String id, Type type, String group, String border) {

  /** The types of zones, as AWS writes them. */
  enum Type {
    AVAILABILITY_ZONE("availability-zone"),
    LOCAL_ZONE("local-zone"),
    WAVELENGTH_ZONE("wavelength-zone");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }

  /** Returns the availability zones of a region. */
  static List<Zone> of(String region) {
    return IntStream.range(0, 3)
        .mapToObj(i ->
            new Zone(
                region + (char) ('a' + i),
                shortName(region) + "-az" + (i + 1),
                Type.AVAILABILITY_ZONE,
                region + "-zg-1",
                region))
        .toList();
  }

  /** Returns all zones of a region, named as those of us-west-2 are [D]. */
  static List<Zone> all(String region) {
    String local = region + "-lax-1";
    String wavelength = region + "-wl1";
    return Stream.concat(
            of(region).stream(),
            Stream.of(
                new Zone(
                    local + "a", shortName(region) + "-lax1-az1", Type.LOCAL_ZONE, local, local),
                new Zone(
                    wavelength + "-las-wlz-1",
                    shortName(region) + "-wl1-las-wlz1",
                    Type.WAVELENGTH_ZONE,
                    wavelength,
                    wavelength + "-las-1")))
        .toList();
  }

  /** Returns {@code opt-in-not-required} or {@code not-opted-in}. */
  String optInStatus() {
    return type == Type.AVAILABILITY_ZONE ? "opt-in-not-required" : "not-opted-in";
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
