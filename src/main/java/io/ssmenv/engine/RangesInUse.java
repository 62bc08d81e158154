package io.ssmenv.engine;

import io.ssmenv.cloud.Timing;
import io.ssmenv.topology.ImmutableCopy;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The subnets in a VPC that only a refusal of AWS has shown, because no tag of them says whose they
 * are. Whether one is still there is not known for ever.
 *
 * @param subnets by id
 */
record RangesInUse(Map<String, InUse> subnets) {

  static final RangesInUse NONE = new RangesInUse(Map.of());

  /**
   * A range.
   *
   * @param until when it is tried again
   */
  record InUse(String range, Instant until) {}

  RangesInUse {
    subnets = ImmutableCopy.of(subnets);
  }

  RangesInUse with(SortedMap<String, String> more, Instant now) {
    Map<String, InUse> all = new HashMap<>(subnets);
    all.values().removeIf(one -> !now.isBefore(one.until()));
    more.forEach((id, range) -> all.put(id, new InUse(range, now.plus(Timing.RANGE_IN_USE))));
    return new RangesInUse(all);
  }

  /** The ranges that count, by the id of the subnet. */
  SortedMap<String, String> at(Instant now) {
    SortedMap<String, String> ranges = new TreeMap<>();
    subnets.forEach((id, one) -> {
      if (now.isBefore(one.until())) {
        ranges.put(id, one.range());
      }
    });
    return ranges;
  }
}
