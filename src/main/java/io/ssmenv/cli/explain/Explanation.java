package io.ssmenv.cli.explain;

import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.diagnosis.Hop;
import io.ssmenv.diagnosis.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the agents of an environment.
 *
 * @param name with the namespace
 */
record Explanation(String name, String region, String account, List<AgentPath> paths) {

  Explanation {
    paths = List.copyOf(paths);
  }

  /** Whether every agent is online. */
  boolean isOnline() {
    return paths.stream().allMatch(Explanation::isOnline);
  }

  static boolean isOnline(AgentPath path) {
    return path.hops().stream()
        .anyMatch(hop -> hop.place() == Hop.Place.AGENT && hop.verdict() instanceof Verdict.Ok);
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
          "%s has no instance %s. It has %s"
              .formatted(
                  name,
                  instance.get(),
                  String.join(", ", paths.stream().map(AgentPath::instance).toList())));
    }
    return new Explanation(name, region, account, one);
  }
}
