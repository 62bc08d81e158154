package io.ssmenv.aws.inventory;

import io.ssmenv.aws.inventory.ListResult.Owned;
import io.ssmenv.cloud.Owner;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observation.Mislabeled;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds resources whose ownership tags were edited. A resource with another {@value
 * Ownership#TAG_KEY} is not that of the key in its tag: to replace or to delete it would be wrong.
 */
final class KeyTagCheck {

  private final KnownIds known;

  KeyTagCheck(KnownIds known) {
    this.known = known;
  }

  /**
   * Returns whether a resource belongs to an environment. The id in its tags is not enough if its
   * other tags name another environment, from which somebody may have taken it: then the id has to
   * be known.
   */
  boolean isOf(Owner owner, Owned owned) {
    String named = owned.ownership().owner();
    return owner.owns(owned.ownership())
        && (owner.adopting() // The names are checked before anything is taken over.
            || named.isEmpty()
            || named.equals(owner.name())
            || known.ids().contains(owned.item().id()));
  }

  /**
   * Returns the key that a resource was created with, if its tag has another one. A resource that
   * nothing is known about gets a key from its id.
   *
   * @param claimed the keys of its type in the tags of all listed resources: what is known of a
   *     resource does not count if another one has the key
   */
  Optional<Key> keyBefore(Listing listing, Owned owned, Set<Key> claimed) {
    Key tagged = owned.ownership().key();
    String type = Resource.typeName(listing.primaryType());
    Optional<Key> recorded = known.recorded(type, owned);
    if (!tagged.type().equals(type)) {
      return recorded
          .filter(key -> !claimed.contains(key))
          .or(() -> Optional.of(Key.of(type, owned.item().id())));
    }
    return recorded.filter(key -> !key.equals(tagged)).filter(key -> !claimed.contains(key));
  }

  /**
   * @param before the key that the resource was created with
   * @param resources the resource and its links under this key
   */
  static Mislabeled mislabeled(Owned owned, Key before, List<Observed> resources) {
    String id = owned.item().id();
    String wanted =
        before.name().equals(id)
            ? "Set the tag to the key that it had"
            : "Set the tag to " + before + " again";
    return new Mislabeled(
        id + " has the tag " + Ownership.TAG_KEY + "=" + owned.ownership().key(),
        wanted + ", or delete " + id,
        resources,
        Optional.empty());
  }

  /** A resource whose tags name the environment in another cluster. */
  static Mislabeled ofOtherCluster(Owner owner, String id, String cluster) {
    return new Mislabeled(
        id + " has the tag " + Ownership.TAG_CLUSTER + "=" + cluster,
        "Set the tag to " + owner.cluster() + " again, or delete " + id,
        List.of(),
        Optional.of(cluster));
  }

  /** A resource whose tags name the environment with another id. */
  static Mislabeled ofOtherEnvironment(Owner owner, String id, String other) {
    return new Mislabeled(
        id + " has the tag " + Ownership.TAG_ENVIRONMENT + "=" + other,
        "Set the tag to " + owner.environment() + " again, or delete " + id,
        List.of(),
        Optional.empty());
  }
}
