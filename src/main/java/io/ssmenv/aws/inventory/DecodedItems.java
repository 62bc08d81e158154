package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.ListResult.Owned;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Observed.State;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The listed resources of one environment and their links, with all references as ids: decoded once
 * for each observation, before it is decided which resources are kept.
 */
final class DecodedItems {

  private final ItemDecoder decoder;
  private final IdentityHashMap<Owned, List<Observed>> byItem = new IdentityHashMap<>();
  private final Set<String> referredTo = new HashSet<>();

  DecodedItems(ItemDecoder decoder) {
    this.decoder = decoder;
  }

  /** Decodes a resource; returns whether that was possible. */
  boolean decode(Listing listing, Owned owned) {
    List<Observed> decoded =
        decoder.decode(listing, owned.ownership().key(), owned.item(), ItemDecoder.BY_ID);
    byItem.put(owned, decoded);
    return !decoded.isEmpty();
  }

  /** Returns a resource that was decoded, without its links. */
  Observed of(Owned owned) {
    return byItem.getOrDefault(owned, List.of()).getFirst();
  }

  /**
   * Which of several resources with a key is kept: first those that are not being deleted, then the
   * one that is known under the key, because anybody may copy tags, then those that others refer
   * to, then the smallest id.
   *
   * @param all that exist
   */
  Comparator<Owned> preference(Collection<List<Owned>> all, KnownIds known) {
    return Comparator.comparingInt((Owned owned) -> rank(of(owned).state()))
        .thenComparing(owned -> !known.isUnder(owned.ownership().key(), owned.item().id()))
        .thenComparing(owned -> !referredTo(all).contains(owned.item().id()))
        .thenComparing(owned -> owned.item().id());
  }

  /** Only needed where a key has several resources. */
  private Set<String> referredTo(Collection<List<Owned>> all) {
    if (referredTo.isEmpty()) {
      all.stream()
          .flatMap(List::stream)
          .flatMap(owned -> byItem.getOrDefault(owned, List.of()).stream())
          .flatMap(observed -> observed.resource().refs().stream())
          .forEach(ref -> referredTo.add(ref.toString()));
    }
    return referredTo;
  }

  private static int rank(State state) {
    return switch (state) {
      case READY, PENDING -> 0;
      case FAILED -> 1;
      case DELETING -> 2;
    };
  }
}
