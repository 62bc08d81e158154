package io.ssmenv.aws.inventory;

import io.ssmenv.aws.Clients;
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

  /** The kinds of which this listing tells, taggable one first. */
  Set<Class<? extends Resource>> kinds();

  /**
   * Everything that carries the cluster's ownership tag, with the largest pages. Either all pages
   * or an exception: never a part.
   */
  List<Item> list(Clients clients, String cluster);

  /**
   * A single one, asked for by its own id, whatever its tags.
   *
   * @return empty if AWS does not know the id
   */
  Optional<Item> find(Clients clients, String id);
}
