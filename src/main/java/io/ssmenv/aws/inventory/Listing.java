package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Resource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One API that lists a kind of resource for a whole account and region, with all that it tells of
 * it and its links.
 */
public interface Listing {

  /** The API action, for example {@code DescribeRouteTables}. */
  String action();

  /** The kind that carries tags, of which the items of this listing are. */
  Class<? extends Resource> primaryType();

  /**
   * All kinds of which this listing tells: the main one, and the links that it is the parent of.
   */
  Set<Class<? extends Resource>> types();

  /**
   * Everything that carries the cluster's ownership tag, with the largest pages. Either all pages
   * or an exception: never a part.
   */
  List<ListedResource> list(Clients clients, String cluster);

  /**
   * A single one, asked for by its own id, whatever its tags.
   *
   * @return empty if AWS does not know the id
   */
  Optional<ListedResource> find(Clients clients, String id);
}
