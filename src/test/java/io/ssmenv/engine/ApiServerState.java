package io.ssmenv.engine;

import io.ssmenv.api.v1alpha1.EnvironmentStatus;
import io.ssmenv.cloud.Owner;
import io.ssmenv.engine.EnvironmentClaims.Labels;
import io.ssmenv.simulator.core.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environments as the API server stores them, and what its watches told at any earlier time.
 * Requests to it can fail, with or without effect.
 */
final class ApiServerState {

  /** What happens to the writes of the operator. */
  enum Writes {
    /** They are stored. */
    STORED,
    /** The server cannot be reached. */
    REFUSED,
    /** They are stored, but the operator gets an error. */
    ANSWER_LOST
  }

  private record Version(Instant since, Optional<StoredEnvironment> environment) {}

  /** No watch is further behind. */
  private static final Duration LONGEST_DELAY = Duration.ofMinutes(10);

  /** As many versions are kept whatever their age. */
  private static final int MANY = 10;

  private final VirtualTime time;
  private final Map<String, List<Version>> histories = new LinkedHashMap<>();
  private final Map<String, Owner> owners = new LinkedHashMap<>();
  private final List<Consumer<Owner>> watches = new ArrayList<>();
  private final List<BiConsumer<Owner, Optional<StoredEnvironment>>> listeners = new ArrayList<>();
  private final Set<String> connected = new LinkedHashSet<>();
  private Writes writes = Writes.STORED;

  ApiServerState(VirtualTime time) {
    this.time = time;
  }

  void setWrites(Writes outcome) {
    writes = outcome;
  }

  /** Calls a listener with each change. */
  void listen(BiConsumer<Owner, Optional<StoredEnvironment>> listener) {
    listeners.add(listener);
  }

  /** Tells a replica about the changes that users make. */
  void watch(Consumer<Owner> watch) {
    watches.add(watch);
  }

  /** Creates an environment, or changes its spec, as a user does. */
  void apply(StoredEnvironment created) {
    Owner owner = created.owner();
    store(
        owner,
        Optional.of(
            get(owner)
                .map(before -> before.withSpec(created.spec()))
                .orElseGet(() -> created.with(created.labels(), time.instant()))));
    watches.forEach(watch -> watch.accept(owner));
  }

  /** Sets the annotations, as a user does. */
  void label(Owner owner, Labels labels) {
    store(owner, get(owner).map(now -> now.with(labels, now.created())));
    watches.forEach(watch -> watch.accept(owner));
  }

  /** Deletes an environment, as a user does: it stays while it has a finalizer. */
  void delete(Owner owner) {
    get(owner)
        .ifPresent(stored ->
            store(
                owner,
                Optional.of(stored)
                    .filter(StoredEnvironment::hasFinalizer)
                    .map(StoredEnvironment::markedForDeletion)));
    watches.forEach(watch -> watch.accept(owner));
  }

  /** Clears the status and takes off the finalizer, as a backup without them does. */
  void wipe(Owner owner) {
    store(owner, get(owner).map(now -> now.withStatus(EnvironmentStatus.none(), false)));
    watches.forEach(watch -> watch.accept(owner));
  }

  /** Removes an environment as if somebody had forced its finalizer off. */
  void removeByForce(Owner owner) {
    store(owner, Optional.empty());
    watches.forEach(watch -> watch.accept(owner));
  }

  /** Replaces the status, as somebody with access to the subresource can. */
  void editStatus(Owner owner, UnaryOperator<EnvironmentStatus> edit) {
    store(
        owner, get(owner).map(now -> now.withStatus(edit.apply(now.status()), now.hasFinalizer())));
    watches.forEach(watch -> watch.accept(owner));
  }

  /**
   * Stores the status, shows the environment id that it records, and adds the finalizer or not;
   * returns whether the operator gets an answer.
   *
   * @param environment the id that AWS proves
   */
  boolean write(
      Owner owner, EnvironmentStatus status, boolean addFinalizer, Optional<String> environment) {
    Optional<StoredEnvironment> before = get(owner);
    Optional<StoredEnvironment> after =
        before.map(
            now -> now.withStatus(status, addFinalizer || now.hasFinalizer()).showing(environment));
    if (writes != Writes.REFUSED && !after.equals(before)) {
      store(owner, after);
    }
    return writes == Writes.STORED;
  }

  /** Removes the finalizer; returns whether the operator gets an answer. */
  boolean removeFinalizer(Owner owner) {
    if (writes != Writes.REFUSED && get(owner).isPresent()) {
      store(owner, Optional.empty());
    }
    return writes == Writes.STORED;
  }

  private void store(Owner owner, Optional<StoredEnvironment> environment) {
    owners.put(owner.uid(), owner);
    List<Version> history = histories.computeIfAbsent(owner.uid(), uid -> new ArrayList<>());
    history.add(new Version(time.instant(), environment));
    if (history.size() > MANY) {
      Instant needed = time.instant().minus(LONGEST_DELAY);
      while (history.size() > 1 && history.get(1).since().isBefore(needed)) {
        history.removeFirst();
      }
    }
    if (environment.filter(StoredEnvironment::isConnected).isPresent()) {
      connected.add(owner.uid());
    } else {
      connected.remove(owner.uid());
    }
    listeners.forEach(listener -> listener.accept(owner, environment));
  }

  Optional<StoredEnvironment> get(Owner owner) {
    return histories.getOrDefault(owner.uid(), List.of()).reversed().stream()
        .findFirst()
        .flatMap(Version::environment);
  }

  /** Returns an environment as it was at an earlier time. */
  Optional<StoredEnvironment> get(Owner owner, Instant at) {
    return histories.getOrDefault(owner.uid(), List.of()).reversed().stream()
        .filter(version -> !version.since().isAfter(at))
        .findFirst()
        .flatMap(Version::environment);
  }

  /** Returns the owners of all environments that exist or have existed. */
  List<Owner> owners() {
    return List.copyOf(owners.values());
  }

  /**
   * Returns the owners of the environments that concern one environment: all, or, if it has nothing
   * to do with others, those that have something to do with others. Of a thousand that is fewer.
   */
  Stream<Owner> concerning(StoredEnvironment environment) {
    return environment.isConnected()
        ? owners.values().stream()
        : Stream.concat(Stream.of(environment.owner()), connected.stream().map(owners::get));
  }

  /** Returns the environment ids of the environments that exist. */
  Set<String> environmentIds() {
    return all().stream()
        .map(stored ->
            Optional.ofNullable(stored.status().environmentId()).orElse(stored.owner().uid()))
        .collect(Collectors.toSet());
  }

  /** Returns the UIDs of the environments that exist. */
  Set<String> uids() {
    return all().stream().map(stored -> stored.owner().uid()).collect(Collectors.toSet());
  }

  List<StoredEnvironment> all() {
    return histories.values().stream()
        .map(List::getLast)
        .flatMap(version -> version.environment().stream())
        .toList();
  }
}
