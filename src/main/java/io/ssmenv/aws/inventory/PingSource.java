package io.ssmenv.aws.inventory;

import io.ssmenv.aws.client.Clients;
import io.ssmenv.topology.Ping;
import java.util.Map;

/** Reads the agents of all instances in a scope from Systems Manager. */
@FunctionalInterface
public interface PingSource {

  /** The API action. */
  String ACTION = "DescribeInstanceInformation";

  /** The last reports of the agents in the instances, by instance id. */
  Map<String, Ping> list(Clients clients, TagScope scope);
}
