package io.ssmenv.aws.inventory;

import io.ssmenv.topology.AddressAssociation;
import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Key;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ownership;
import io.ssmenv.topology.Ref;
import io.ssmenv.topology.Resource;
import io.ssmenv.topology.RouteTableAssociation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One taggable resource of a listing, with its links. It is decoded when it is read, and nothing of
 * the answer is kept. Its references are ids until {@link #records} resolves them, because they
 * depend on the environment's other resources.
 *
 * @param id the id that other resources refer to
 * @param tags all tags
 * @param dead whether AWS still returns the resource after its deletion, such as a terminated
 *     instance
 * @param awsState the state as AWS names it, with the reason if there is one
 */
public record ListedResource(
    String id, Map<String, String> tags, boolean dead, String awsState, Decoded decoded) {

  public ListedResource {
    tags = ImmutableCopy.of(interned(tags));
  }

  /** Most tags have the same keys, and all resources of an environment some of the same values. */
  private static Map<String, String> interned(Map<String, String> tags) {
    Map<String, String> all = LinkedHashMap.newLinkedHashMap(tags.size());
    tags.forEach((key, value) -> all.put(key.intern(), value.intern()));
    return all;
  }

  /** The outcome of a {@link Decoder}. */
  public sealed interface Decoded {

    /** The resource, followed by its links. All references are ids. */
    record Records(Key key, List<Observed> all) implements Decoded {
      public Records {
        all = List.copyOf(all);
      }
    }

    /** The answer of AWS cannot be decoded: a fault of the operator. */
    record Failed(Throwable cause) implements Decoded {}
  }

  /** Decodes an answer into records. */
  @FunctionalInterface
  public interface Decoder {
    /**
     * Returns the resource, followed by its links, with ids as references. What AWS adds by itself
     * is left out, so that a resource in sync equals the desired record.
     *
     * @param key the key from the ownership tags of the resource
     */
    List<Observed> decode(Key key);
  }

  /** Decodes a resource at once. */
  public static ListedResource of(
      String id, Map<String, String> tags, boolean dead, String awsState, Decoder decoder) {
    Key key = Ownership.read(tags).map(Ownership::key).orElseGet(() -> Key.of("unowned", id));
    return new ListedResource(id, tags, dead, awsState, decode(key, decoder));
  }

  private static Decoded decode(Key key, Decoder decoder) {
    try {
      return new Decoded.Records(key, decoder.decode(key));
    } catch (Throwable e) { // An Error is the problem of this resource only, too.
      return new Decoded.Failed(e);
    }
  }

  /**
   * Returns the resource, followed by its links. Links with what is not of the environment are left
   * out.
   *
   * @param key the key of the resource in its environment
   * @throws UndecodableException if the answer of AWS could not be decoded
   */
  public List<Observed> records(Key key, RefResolver refs) {
    return switch (decoded) {
      case Decoded.Records records ->
          records.all().stream()
              .map(one -> one.with(one.resource().withRefs(ref -> resolved(ref, refs)).under(key)))
              .filter(one -> isLinked(one.resource(), refs))
              .toList();
      case Decoded.Failed(Throwable cause) -> throw new UndecodableException(cause);
    };
  }

  /** Whether AWS is deleting it. */
  boolean isBeingDeleted() {
    return decoded instanceof Decoded.Records records
        && records.all().stream().limit(1).anyMatch(one -> one.is(Observed.State.DELETING));
  }

  private static Ref resolved(Ref ref, RefResolver refs) {
    return ref instanceof Ref.ToId(String id) ? refs.ref(id) : ref;
  }

  private static boolean isLinked(Resource resource, RefResolver refs) {
    return switch (resource) {
      case RouteTableAssociation one -> one.subnet() instanceof Ref.ToKey;
      case AddressAssociation one ->
          !(one.networkInterface() instanceof Ref.ToId(String id)) || refs.knows(id);
      default -> true;
    };
  }

  /** An answer of AWS that the operator could not decode. */
  public static final class UndecodableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndecodableException(Throwable cause) {
      super(cause);
    }
  }
}
