package io.ssmenv.desired;

import java.util.Comparator;

/** AWS has refused to create something in a zone, because the zone does not offer it. */
public record ZoneRejection(String zone, ZoneNeed need) implements Comparable<ZoneRejection> {

  private static final Comparator<ZoneRejection> ORDER =
      Comparator.comparing(ZoneRejection::zone).thenComparing(ZoneRejection::need);

  @Override
  public int compareTo(ZoneRejection other) {
    return ORDER.compare(this, other);
  }
}
