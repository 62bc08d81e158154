package io.ssmenv.engine.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Values for one or two fields of a spec. */
public record SpecMutation(List<Assignment> assignments) {

  /** A value for a field. */
  public record Assignment(String path, JsonNode value) {

    @Override
    public String toString() {
      return path + "=" + value;
    }
  }

  public SpecMutation {
    assignments = List.copyOf(assignments);
  }

  /** Returns each value of each field, and each pair of values of two fields. */
  public static List<SpecMutation> pairs(List<SpecField> fields) {
    List<Assignment> all =
        fields.stream()
            .flatMap(field -> field.values().stream().map(v -> new Assignment(field.path(), v)))
            .toList();
    List<SpecMutation> mutations = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Assignment one = all.get(i);
      mutations.add(new SpecMutation(List.of(one)));
      all.subList(i + 1, all.size()).stream()
          .filter(other -> !other.path().equals(one.path()))
          .map(other -> new SpecMutation(List.of(one, other)))
          .forEach(mutations::add);
    }
    return mutations;
  }

  /** Returns a copy of a spec with these values. */
  public ObjectNode applied(ObjectNode spec) {
    ObjectNode changed = spec.deepCopy();
    assignments.forEach(assignment -> assign(changed, assignment));
    return changed;
  }

  private static void assign(ObjectNode spec, Assignment assignment) {
    List<String> names = List.of(assignment.path().split("/"));
    ObjectNode parent = spec;
    for (String name : names.subList(0, names.size() - 1)) {
      parent =
          parent.path(name).isArray()
              ? (ObjectNode) parent.path(name).get(0)
              : parent.withObject("/" + name);
    }
    parent.set(names.getLast(), assignment.value());
  }

  @Override
  public String toString() {
    return assignments.stream().map(Assignment::toString).collect(Collectors.joining(" and "));
  }
}
