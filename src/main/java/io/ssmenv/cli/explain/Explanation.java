package io.ssmenv.cli.explain;

import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.topology.ImmutableCopy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the agents of an environment.
 *
 * @param name with the namespace
 * @param deletion what a person has to know if it is being deleted
 * @param consoles those of instances that run and have never registered, by their names
 */
record Explanation(
    String name,
    String region,
    String account,
    Optional<String> deletion,
    List<AgentPath> paths,
    Map<String, Console> consoles) {

  Explanation {
    paths = List.copyOf(paths);
    consoles = ImmutableCopy.of(consoles);
  }

  /** The same with consoles. */
  Explanation with(Map<String, Console> read) {
    return new Explanation(name, region, account, deletion, paths, read);
  }

  /** Whether every agent is online. */
  boolean isOnline() {
    return paths.stream().allMatch(AgentPath::isOnline);
  }

  /** Of one instance only. */
  Explanation of(Optional<String> instance) {
    if (instance.isEmpty()) {
      return this;
    }
    List<AgentPath> one =
        paths.stream()
            .filter(path -> path.instance().equals(instance.get()) || path.id().equals(instance))
            .toList();
    if (one.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no instance %s. It has%s"
              .formatted(
                  name,
                  instance.get(),
                  paths.isEmpty()
                      ? deletion
                          .map(note -> " none any more: " + note)
                          .orElse(" none, because its spec asks for none")
                      : ": "
                          + String.join(", ", paths.stream().map(AgentPath::instance).toList())));
    }
    return new Explanation(name, region, account, deletion, one, consoles);
  }
}
