package io.ssmenv.aws.inventory;

import io.ssmenv.topology.ImmutableCopy;
import io.ssmenv.topology.Ownership;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The resources that listings show: those with a tag, such as the id of a cluster, and those of the
 * alternatives. It narrows down a listing, and proves no ownership.
 *
 * @param tag the key of a tag
 * @param values any of its values
 * @param or the alternatives; the filters of AWS cannot express them in one call
 */
public record TagScope(String tag, Set<String> values, List<TagScope> or) {

  /** What any operator has created. */
  public static final TagScope ALL_CLUSTERS =
      new TagScope(Ownership.TAG_SCHEMA, Set.of(Ownership.SCHEMA), List.of());

  /** The longest list of values in a filter of EC2. [D] */
  private static final int MAX_VALUES = 200;

  public TagScope {
    values = ImmutableCopy.of(values);
    or = List.copyOf(or);
  }

  /** What the operator of a cluster has created. */
  public static TagScope ofCluster(String cluster) {
    return new TagScope(Ownership.TAG_CLUSTER, Set.of(cluster), List.of());
  }

  /** What belongs to some environments: as many as one filter takes. */
  static TagScope ofEnvironments(Set<String> environments) {
    return new TagScope(Ownership.TAG_ENVIRONMENT, environments, List.of());
  }

  /** The same, and what has some environment ids, whatever the cluster. */
  TagScope orOf(Collection<String> environments) {
    List<String> ids = environments.stream().sorted().toList();
    List<TagScope> more = new ArrayList<>();
    for (int i = 0; i < ids.size(); i += MAX_VALUES) {
      more.add(
          new TagScope(
              Ownership.TAG_ENVIRONMENT,
              ImmutableCopy.of(ids.subList(i, Math.min(ids.size(), i + MAX_VALUES))),
              List.of()));
    }
    return new TagScope(tag, values, more);
  }

  /** One scope for each call of an API that filters by tag. */
  public List<TagScope> calls() {
    return Stream.concat(Stream.of(new TagScope(tag, values, List.of())), or.stream()).toList();
  }

  /** Whether a resource with these tags is shown. */
  public boolean contains(Map<String, String> tags) {
    String value = tags.get(tag);
    return (value != null && values.contains(value))
        || or.stream().anyMatch(other -> other.contains(tags));
  }
}
