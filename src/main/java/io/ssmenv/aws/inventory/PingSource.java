package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Ping;
import java.util.Map;

/** Reads the agents of all instances of a cluster from Systems Manager. */
@FunctionalInterface
public interface PingSource {

  /** The API action. */
  String ACTION = "DescribeInstanceInformation";

  /** The last reports of the agents in a cluster's instances, by instance id. */
  Map<String, Ping> list(Clients clients, String cluster);
}
