package io.ssmenv.diagnosis;

import io.ssmenv.diagnosis.Hop.Place;
import io.ssmenv.topology.Instance;
import io.ssmenv.topology.Observed;
import io.ssmenv.topology.Ping;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether an agent is too old for the endpoints of its VPC. */
record AgentVersionHop(Evidence evidence, ObservedGraph graph, String name) {

  /** The service that old agents need. */
  private static final String SERVICE = "ec2messages";

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,6}([.][0-9]{1,6}){0,5}");

  /**
   * Empty if the version is not known, or does not matter.
   *
   * @param hasWayOut whether the agent reaches the public addresses of the services
   */
  Optional<Hop> hop(NameHops names, boolean hasWayOut) {
    if (!(graph.find(Instance.key(name)) instanceof Lookup.Found(var _, Observed found))) {
      return Optional.empty();
    }
    return evidence
        .observed()
        .pings()
        .of(found.id())
        .filter(ping -> isOld(ping.agentVersion()))
        .filter(_ -> new AgentHop(evidence, graph, name).hadTime())
        .filter(ping -> !ping.online() && !hasWayOut && names.lacksEndpoint(SERVICE))
        .map(ping -> tooOld(found.id(), ping));
  }

  private static Hop tooOld(String id, Ping ping) {
    return Hop.suspect(
        Place.AGENT_VERSION,
        id,
        "The agent of %s has the version %s; before 3.3.40.0 it needs %s, which has no endpoint in the VPC"
            .formatted(id, ping.agentVersion(), SERVICE),
        "Set spec.connectivity.endpoints.ec2messages to Auto if the region offers it, or update the agent");
  }

  private static boolean isOld(String version) {
    if (!VERSION.matcher(version).matches()) {
      return false;
    }
    int[] withoutIt = {3, 3, 40, 0}; // The first version that does without the service [D].
    int[] parts = Stream.of(version.split("[.]", -1)).mapToInt(Integer::parseInt).toArray();
    return Arrays.compare(parts, withoutIt) < 0;
  }
}
