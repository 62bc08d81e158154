package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Resource;
import java.util.Optional;
import java.util.Set;

/** One API that lists a resource type in an account and region, with its links. */
public interface Listing {

  /** The API action, for example {@code DescribeRouteTables}. */
  String action();

  /** The type of the listed resources, which have tags. */
  Class<? extends Resource> primaryType();

  /** All types that the result contains: the primary type and the links of its resources. */
  Set<Class<? extends Resource>> types();

  /**
   * Lists all resources in a scope, in the largest possible pages. Throws if a page fails: the
   * result is never incomplete.
   */
  Listed list(Clients clients, TagScope scope);

  /**
   * Lists all resources in a scope, without parsing those again that are as they were.
   *
   * @param known what an earlier listing has shown
   */
  default Listed list(Clients clients, TagScope scope, KnownItems.Pass known) {
    return list(clients, scope);
  }

  /**
   * Whether it can list only some environments, by their tag. What makes a call for each resource
   * remembers the others by the listing of all.
   */
  default boolean canListSome() {
    return false;
  }

  /**
   * Reads one resource by its id, whatever its tags.
   *
   * @return empty if AWS does not know the id
   */
  Optional<ListedResource> find(Clients clients, String id);

  /** Whether a key is that of a listed resource, and not of a link. */
  default boolean isPrimary(Key key) {
    return key.type().equals(Resource.typeName(primaryType()));
  }

  /** How long the results may show the state before a write. */
  ReadLag readLag();
}
