package io.ssmenv.aws.inventory;

import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import java.util.List;
import java.util.Map;

/**
 * One taggable resource out of a listing, decoded as far as it can be without knowing its
 * environment.
 *
 * @param id what others refer to it by
 * @param tags all of them
 * @param dead whether it is a tombstone, such as a terminated instance
 * @param awsState the state in AWS's own word, with its reason where there is one
 * @param decoder the rest
 */
public record ListedResource(
    String id, Map<String, String> tags, boolean dead, String awsState, Decoder decoder) {

  public ListedResource {
    tags = Map.copyOf(tags);
  }

  /** Makes the records. */
  @FunctionalInterface
  public interface Decoder {
    /**
     * The resource itself, and after it the links that it is the parent of. Normalised: what AWS
     * adds by itself is left out, so that a resource as it should be equals the desired record.
     *
     * @param key the resource's key, from its ownership tags
     */
    List<Observed> decode(Key key, RefResolver refs);
  }
}
