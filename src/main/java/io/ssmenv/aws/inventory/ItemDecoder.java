package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.ListResult.Owned;
import io.ssmenv.aws.inventory.ListedResource.UndecodableException;
import io.ssmenv.cloud.CloudError;
import io.ssmenv.cloud.InternalErrors;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Unlisted;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decodes the listed resources of one environment. A resource that cannot be decoded is left out,
 * and its listing counts as incomplete for this environment only.
 */
final class ItemDecoder {

  /** Until it is decided which resources are kept, all references are ids. */
  static final RefResolver BY_ID =
      new RefResolver() {
        @Override
        public Ref ref(String id) {
          return Ref.id(id);
        }

        @Override
        public boolean knows(String id) {
          return true;
        }
      };

  private final Owner owner;
  private final InternalErrors internalErrors;
  private final Map<Listing, Unlisted> failures = new LinkedHashMap<>();

  ItemDecoder(Owner owner, InternalErrors internalErrors) {
    this.owner = owner;
    this.internalErrors = internalErrors;
  }

  /** Returns the resource and its links; an empty list if that fails. */
  List<Observed> decode(Listing listing, Owned owned, RefResolver refs) {
    List<Observed> decoded = decode(listing, owned.ownership().key(), owned.item(), refs);
    return owner.adopting()
        ? decoded.stream().map(one -> withOwnership(one, owned.ownership())).toList()
        : decoded;
  }

  /** While resources are taken over, their cluster and owner are tags like any other. */
  private static Observed withOwnership(Observed observed, Ownership ownership) {
    return observed.key().equals(ownership.key())
        ? observed
            .resource()
            .tagged(Ownership.TAG_CLUSTER, ownership.cluster())
            .flatMap(tagged -> tagged.tagged(Ownership.TAG_OWNER, ownership.owner()))
            .map(observed::with)
            .orElse(observed)
        : observed;
  }

  /** Decodes a resource under another key than that of its tags. */
  List<Observed> decode(Listing listing, Key key, ListedResource item, RefResolver refs) {
    try {
      return item.records(key, refs);
    } catch (UndecodableException e) {
      Throwable cause = Objects.requireNonNull(e.getCause());
      CloudError error = CloudError.Internal.of(listing.action(), cause);
      internalErrors.report(owner + ": " + item.id(), error, cause);
      failures.put(listing, new Unlisted(Unlisted.Cause.INTERNAL_ERROR, error.summary()));
      return List.of();
    }
  }

  /** Returns why the resources of a listing are incomplete, if they are. */
  Optional<Unlisted> failure(Listing listing) {
    return Optional.ofNullable(failures.get(listing));
  }
}
