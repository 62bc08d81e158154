package io.ssmenv.cloud;

/** One account and region as the engine sees it. */
public interface Cloud {

  Inventory inventory();

  Operations operations();

  FactSource facts();

  Heartbeats heartbeats();

  EgressChecks egress();

  OpenSessions sessions();
}
