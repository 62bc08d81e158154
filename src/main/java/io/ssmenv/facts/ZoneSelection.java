package io.ssmenv.facts;

import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Selects an availability zone for each letter that has none. */
final class ZoneSelection {

  private ZoneSelection() {}

  /**
   * A zone for each open letter: the recorded one if AWS has it and no other letter uses it, else
   * the first free one by name.
   *
   * @param all the zones of the region that are available to the account, sorted
   * @param used the zones of the other letters
   * @param recorded the zones in the status
   */
  static SortedMap<String, String> select(
      SortedSet<String> open,
      List<String> all,
      SortedMap<String, String> used,
      SortedMap<String, String> recorded) {
    List<String> free = new ArrayList<>(all);
    free.removeAll(used.values());
    SortedMap<String, String> selected = new TreeMap<>();
    open.forEach(letter ->
        Optional.ofNullable(recorded.get(letter))
            .filter(free::remove)
            .ifPresent(zone -> selected.put(letter, zone)));
    for (String letter : open) {
      if (!selected.containsKey(letter)) {
        if (free.isEmpty()) {
          throw tooFew(open.size() + used.size(), all.size());
        }
        selected.put(letter, free.removeFirst());
      }
    }
    return selected;
  }

  private static CloudException tooFew(int needed, int available) {
    return new CloudException(
        new CloudError.Invalid(
            "DescribeAvailabilityZones",
            "TooFewZones",
            "spec.network.availabilityZones needs "
                + needed
                + " zones, but the region has only "
                + available
                + " that are available to this account. Reduce spec.network.availabilityZones"));
  }
}
