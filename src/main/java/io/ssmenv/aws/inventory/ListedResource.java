package io.ssmenv.aws.inventory;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import java.util.List;
import java.util.Map;

/**
 * One taggable resource of a listing. The decoder needs the ids of the environment's other
 * resources, so it runs later.
 *
 * @param id the id that other resources refer to
 * @param tags all tags
 * @param dead whether AWS still returns the resource after its deletion, such as a terminated
 *     instance
 * @param awsState the state as AWS names it, with the reason if there is one
 */
public record ListedResource(
    String id, Map<String, String> tags, boolean dead, String awsState, Decoder decoder) {

  public ListedResource {
    tags = ImmutableCopy.of(tags);
  }

  /** Decodes a resource into records. */
  @FunctionalInterface
  public interface Decoder {
    /**
     * Returns the resource, followed by its links. What AWS adds by itself is left out, so that a
     * resource in sync equals the desired record.
     *
     * @param key the key from the ownership tags of the resource
     */
    List<Observed> decode(Key key, RefResolver refs);
  }
}
