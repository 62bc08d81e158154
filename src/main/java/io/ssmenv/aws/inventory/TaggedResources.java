package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import java.util.List;
import java.util.stream.Stream;

/** Reads once what any operator has created in an account and region, whoever has it now. */
public final class TaggedResources {

  private TaggedResources() {}

  /**
   * A resource that exists.
   *
   * @param retained whether its environment was deleted so that it stays
   * @param links what AWS shows with it and has no tags, such as the routes of a route table
   */
  public record Found(
      Ownership ownership, boolean retained, Observed observed, List<Observed> links) {

    public Found {
      links = List.copyOf(links);
    }
  }

  /**
   * Lists resources of one type. Throws what the client throws.
   *
   * @throws IllegalStateException if AWS lists a resource that it does not describe yet
   */
  public static List<Found> list(Clients clients, Listing listing) {
    Listed listed = listing.list(clients, TagScope.ALL_CLUSTERS);
    if (!listed.unread().isEmpty()) {
      throw new IllegalStateException(
          "%s: %s is listed by AWS, but not described yet. Run the command again"
              .formatted(listing.action(), listed.unread().iterator().next()));
    }
    return listed.resources().stream()
        .filter(item -> !item.dead())
        .flatMap(item ->
            Ownership.read(item.tags()).stream()
                .flatMap(ownership -> found(new ListResult.Owned(ownership, item))))
        .toList();
  }

  private static Stream<Found> found(ListResult.Owned owned) {
    List<Observed> all = owned.item().records(owned.ownership().key(), ItemDecoder.BY_ID);
    List<Observed> links = all.stream().filter(one -> !isItself(one, owned)).toList();
    return all.stream()
        .filter(one -> isItself(one, owned))
        .map(one -> new Found(owned.ownership(), owned.isRetained(), one, links));
  }

  private static boolean isItself(Observed observed, ListResult.Owned owned) {
    return observed.key().equals(owned.ownership().key());
  }
}
