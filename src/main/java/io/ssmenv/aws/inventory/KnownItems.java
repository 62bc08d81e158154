package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.ItemFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the items of a listing were decoded to, by the bytes that AWS answered. An item with the
 * same bytes is the same resource: it is not parsed again, which is most of the work of a poll in
 * which nothing is new.
 */
public final class KnownItems {

  private final Fingerprint fingerprint = new Fingerprint();
  private Map<Long, ListedResource> byFingerprint = Map.of();

  public KnownItems() {}

  /** A listing of all environments: what it does not show is forgotten. */
  public Pass whole() {
    return new Pass(Map.of());
  }

  /** A listing of some environments. */
  public Pass part() {
    return new Pass(byFingerprint);
  }

  /** One listing, which may make several calls. */
  public final class Pass implements ItemFilter {

    private final Map<Long, ListedResource> next;
    private final List<ListedResource> known = new ArrayList<>();
    private final List<Long> parsed = new ArrayList<>();
    private boolean repeated;

    private Pass(Map<Long, ListedResource> others) {
      next = new HashMap<>(others);
    }

    @Override
    public boolean isNew(byte[] answer, int from, int to) {
      long print = fingerprint.of(answer, from, to);
      ListedResource before = byFingerprint.get(print);
      if (before == null) {
        parsed.add(print);
        return true;
      }
      known.add(before);
      next.put(print, before);
      return false;
    }

    @Override
    public void repeated() {
      repeated = true;
    }

    /**
     * Returns all that was listed, and remembers it.
     *
     * @param decoded from what was parsed, in its order
     */
    List<ListedResource> with(List<ListedResource> decoded) {
      if (!repeated && parsed.size() == decoded.size()) { // One resource for each item.
        for (int i = 0; i < decoded.size(); i++) {
          if (decoded.get(i).decoded() instanceof ListedResource.Decoded.Records) {
            next.put(parsed.get(i), decoded.get(i));
          }
        }
      }
      byFingerprint = next;
      return Stream.concat(known.stream(), decoded.stream()).toList();
    }
  }
}
