package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Ping;
import java.util.Map;

/** Asks Systems Manager for all instances of a cluster. */
@FunctionalInterface
public interface PingSource {

  /**
   * @return by instance id
   */
  Map<String, Ping> list(Clients clients, String cluster);
}
