package io.ssmenv.engine;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The objects in the cluster that have an environment id, or ask for one. */
public record EnvironmentClaims(List<Claim> all) {

  /** Nobody is known. */
  public static final EnvironmentClaims NONE = new EnvironmentClaims(List.of());

  public EnvironmentClaims {
    all = List.copyOf(all);
  }

  public EnvironmentClaims(Collection<Claim> all) {
    this(List.copyOf(all));
  }

  /**
   * The annotations of an object that are about environment ids. Its users can write both.
   *
   * @param adopt the id of the environment whose resources it asks for
   * @param environmentId the id that the operator has shown last, here or where the object was
   *     copied from
   */
  public record Labels(Optional<String> adopt, Optional<String> environmentId) {
    /** An object without such annotations. */
    public static final Labels NONE = new Labels(Optional.empty(), Optional.empty());
  }

  /**
   * One object.
   *
   * @param name its namespace and name
   * @param created when, as the API server writes it
   * @param recorded the id in its status
   */
  public record Claim(
      String uid, String name, String created, Labels labels, Optional<String> recorded) {

    private String namespace() {
      return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    private Basis basis(String id) {
      boolean builds = recorded.isEmpty() || recorded.equals(Optional.of(uid));
      if (builds && uid.equals(id)) {
        return Basis.ITS_OWN;
      }
      if (recorded.equals(Optional.of(id))) {
        return Basis.ADOPTED;
      }
      return builds && labels.adopt().equals(Optional.of(id)) ? Basis.ASKS : Basis.NONE;
    }
  }

  /** Why an object has an environment id; the first ones take precedence. */
  private enum Basis {
    ITS_OWN,
    ADOPTED,
    ASKS,
    NONE
  }

  /** Whether another object has an id, or asks for it. */
  boolean isClaimed(String id, Claim self, boolean fromAnyNamespace) {
    return rivals(id, self, fromAnyNamespace, Set.of()).findAny().isPresent();
  }

  /**
   * Why another object takes precedence, and what to do about it; empty if none does.
   *
   * @param owners the names in the tags of the resources
   */
  Optional<String> precedence(String id, Claim self, boolean fromAnyNamespace, Set<String> owners) {
    Comparator<Claim> order =
        Comparator.comparing((Claim claim) -> claim.basis(id))
            .thenComparing(Claim::created)
            .thenComparing(Claim::uid);
    return rivals(id, self, fromAnyNamespace, owners)
        .min(order)
        .filter(first -> order.compare(first, self) < 0)
        .map(first -> message(id, first));
  }

  /**
   * Who only asks from another namespace is refused, and must not keep others from anything; nor
   * must a status that somebody has edited, or copied, if the tags do not say the same.
   */
  private Stream<Claim> rivals(
      String id, Claim self, boolean fromAnyNamespace, Set<String> owners) {
    return all.stream()
        .filter(one -> !one.uid().equals(self.uid()))
        .filter(one ->
            switch (one.basis(id)) {
              case ITS_OWN -> true;
              case ADOPTED, ASKS ->
                  fromAnyNamespace
                      || one.namespace().equals(self.namespace())
                      || owners.contains(one.name());
              case NONE -> false;
            });
  }

  private static String message(String id, Claim first) {
    return switch (first.basis(id)) {
      case ITS_OWN ->
          "The resources with the environment id %s belong to %s, which exists in this cluster. To take them over, delete it with spec.deletionPolicy: Retain first; otherwise remove the annotation ssmenv.io/adopt"
              .formatted(id, first.name());
      case ADOPTED, ASKS, NONE ->
          "%s %s the environment id %s, and takes precedence. Remove the annotation ssmenv.io/adopt from one of the two"
              .formatted(
                  first.name(), first.basis(id) == Basis.ADOPTED ? "has adopted" : "asks for", id);
    };
  }
}
