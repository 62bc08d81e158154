package io.ssmenv.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The desired resources of an environment as a graph. Two kinds of edges order it: references
 * between records, and explicit prerequisites ({@code after}: an instance comes after the routes
 * that its agent needs).
 */
public final class Topology {

  /** No resources, as for a deleted environment. */
  public static final Topology EMPTY = new Builder().build();

  private final SortedMap<Key, Resource> resources;
  private final Map<Key, Set<Key>> after;
  private final Map<Key, Set<WhileUsed>> whileUsed;
  private final SortedMap<Key, String> externals;
  private final Map<Key, Set<Key>> prerequisites;
  private final List<Resource> inOrder;
  private final Map<Class<? extends Resource>, List<Resource>> byType;

  /** A prerequisite that counts only while a resource exists that needs both. */
  private record WhileUsed(Key prerequisite, Key user) {}

  private Topology(
      SortedMap<Key, Resource> resources,
      Map<Key, Set<Key>> after,
      Map<Key, Set<WhileUsed>> whileUsed,
      SortedMap<Key, String> externals) {
    this.resources = resources;
    this.after = after;
    this.whileUsed = whileUsed;
    this.externals = externals;
    this.prerequisites = HashMap.newHashMap(resources.size());
    this.byType = new HashMap<>();
    for (Resource resource : resources.values()) {
      prerequisites.put(resource.key(), computePrerequisites(resource));
      byType.computeIfAbsent(resource.getClass(), _ -> new ArrayList<>()).add(resource);
    }
    byType.replaceAll((_, ofType) -> List.copyOf(ofType));
    this.inOrder = computeOrder();
  }

  public boolean isEmpty() {
    return resources.isEmpty();
  }

  public boolean contains(Key key) {
    return resources.containsKey(key);
  }

  public Optional<Resource> find(Key key) {
    return Optional.ofNullable(resources.get(key));
  }

  public Collection<Resource> resources() {
    return resources.values();
  }

  /** All resources of one type, by key. */
  @SuppressWarnings("unchecked") // the type is the class of each
  public <R extends Resource> List<R> all(Class<R> type) {
    return (List<R>) byType.getOrDefault(type, List.of());
  }

  /**
   * The resources of other environments that these resources need, each with its name for messages.
   * They are referred to, and never created, changed or deleted.
   */
  public SortedMap<Key, String> externals() {
    return externals;
  }

  /** A copy with further resources, for those keys that it does not contain. */
  public Topology with(Collection<Resource> more) {
    if (more.isEmpty()) {
      return this;
    }
    Builder all = builder();
    all.resources.putAll(resources);
    all.after.putAll(after);
    all.whileUsed.putAll(whileUsed);
    all.externals.putAll(externals);
    more.stream().filter(resource -> !contains(resource.key())).forEach(all::add);
    return all.build();
  }

  /** Everything that has to be ready before this resource is created or changed. */
  public Set<Key> prerequisites(Resource resource) {
    return resource.equals(resources.get(resource.key()))
        ? prerequisites.getOrDefault(resource.key(), Set.of())
        : computePrerequisites(resource);
  }

  private Set<Key> computePrerequisites(Resource resource) {
    Set<Key> keys = new LinkedHashSet<>();
    for (Ref ref : resource.refs()) {
      if (ref instanceof Ref.ToKey(Key key)) {
        keys.add(key);
      }
    }
    keys.addAll(after.getOrDefault(resource.key(), Set.of()));
    return Collections.unmodifiableSet(keys);
  }

  /**
   * The same, with the prerequisites that count only while a resource exists that uses this one.
   *
   * @param exists whether a resource exists, or may exist
   */
  public Set<Key> prerequisites(Resource resource, Predicate<Key> exists) {
    Set<WhileUsed> conditionals = whileUsed.getOrDefault(resource.key(), Set.of());
    if (conditionals.isEmpty()) {
      return prerequisites(resource);
    }
    Set<Key> keys = new LinkedHashSet<>(prerequisites(resource));
    conditionals.stream()
        .filter(conditional -> exists.test(conditional.user()))
        .forEach(conditional -> keys.add(conditional.prerequisite()));
    return keys;
  }

  /** Every resource after its prerequisites, otherwise by key. */
  public List<Resource> inOrder() {
    return inOrder;
  }

  private List<Resource> computeOrder() {
    Map<Key, Resource> ordered = new LinkedHashMap<>();
    for (Resource resource : resources.values()) {
      visit(resource, ordered, new LinkedHashSet<>());
    }
    return List.copyOf(ordered.values());
  }

  private void visit(Resource resource, Map<Key, Resource> ordered, Set<Key> path) {
    if (ordered.containsKey(resource.key())) {
      return;
    }
    if (!path.add(resource.key())) {
      throw new IllegalStateException("The topology has a cycle: " + path);
    }
    for (Key key : prerequisites(resource)) {
      find(key).ifPresent(prerequisite -> visit(prerequisite, ordered, path));
    }
    path.remove(resource.key());
    ordered.put(resource.key(), resource);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects the nodes; {@link #build} checks that the graph is closed and free of cycles. */
  public static final class Builder {
    private final SortedMap<Key, Resource> resources = new TreeMap<>();
    private final Map<Key, Set<Key>> after = new LinkedHashMap<>();
    private final Map<Key, Set<WhileUsed>> whileUsed = new LinkedHashMap<>();
    private final SortedMap<Key, String> externals = new TreeMap<>();

    private Builder() {}

    /** Adds a resource, and returns its key for others to refer to. */
    public Key add(Resource resource) {
      return add(resource, Set.of());
    }

    /** Adds a resource with prerequisites that it does not refer to. */
    public Key add(Resource resource, Collection<Key> comesAfter) {
      if (resources.putIfAbsent(resource.key(), resource) != null) {
        throw new IllegalArgumentException(resource.key() + " is in the topology already");
      }
      after.put(resource.key(), Collections.unmodifiableSet(new TreeSet<>(comesAfter)));
      return resource.key();
    }

    /**
     * Adds a resource of another environment, and returns its key for others to refer to.
     *
     * @param name for messages
     */
    public Key external(Key key, String name) {
      externals.put(key, name);
      return key;
    }

    /**
     * Adds a prerequisite that counts only while a user exists: without it, a change of the
     * resource would break the user.
     */
    public void requireWhileUsed(Key resource, Key prerequisite, Key user) {
      whileUsed
          .computeIfAbsent(resource, key -> new LinkedHashSet<>())
          .add(new WhileUsed(prerequisite, user));
    }

    /**
     * Builds the graph.
     *
     * @throws IllegalStateException if a resource refers to a key that is not in the graph, or if
     *     there is a cycle
     */
    public Topology build() {
      Topology topology =
          new Topology(
              Collections.unmodifiableSortedMap(new TreeMap<>(resources)),
              Collections.unmodifiableMap(new LinkedHashMap<>(after)),
              Collections.unmodifiableMap(new LinkedHashMap<>(whileUsed)),
              Collections.unmodifiableSortedMap(new TreeMap<>(externals)));
      for (Resource resource : resources.values()) {
        for (Key key : topology.prerequisites(resource, user -> true)) {
          if (!resources.containsKey(key) && !externals.containsKey(key)) {
            throw new IllegalStateException(
                resource.key() + " needs " + key + ", which is not in the topology");
          }
        }
      }
      return topology;
    }
  }
}
