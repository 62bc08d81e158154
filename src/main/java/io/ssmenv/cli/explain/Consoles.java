package io.ssmenv.cli.explain;

import io.ssmenv.cloud.CloudException;
import io.ssmenv.diagnosis.AgentPath;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observation;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Pings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads the consoles of instances that run and have never registered: nobody can look into them in
 * another way. They are shown to whoever asks, and stored nowhere.
 *
 * @param read reads what an instance has written, by its id
 */
record Consoles(Observation observed, Function<String, Optional<String>> read) {

  /** Each is a call for one instance; a person looks at the first ones. */
  private static final int LIMIT = 5;

  /** By the names of the instances. */
  Map<String, Console> of(List<AgentPath> paths) {
    Map<String, Console> consoles = new LinkedHashMap<>();
    paths.stream()
        .filter(this::neverRegistered)
        .limit(LIMIT)
        .forEach(path -> path.id().ifPresent(id -> consoles.put(path.instance(), console(id))));
    return consoles;
  }

  private boolean neverRegistered(AgentPath path) {
    return observed.pings() instanceof Pings.Known pings
        && observed
            .find(Instance.key(path.instance()))
            .filter(found ->
                found.is(Observed.State.READY)
                    && found.resource() instanceof Instance instance
                    && instance.running())
            .filter(found -> pings.of(found.id()).isEmpty())
            .isPresent();
  }

  private Console console(String id) {
    try {
      return Console.of(read.apply(id));
    } catch (CloudException e) {
      return new Console.Unread(e.error().summary());
    }
  }
}
