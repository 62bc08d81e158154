package io.ssmenv.simulator.session;

/** What an agent runs in a session: its plugin, in the agent's own words. */
interface AgentProgram {
  /** The side of the client. */
  interface Client {
    /** Sends a payload in the agent's stream, in several messages if it is long. */
    void send(PayloadType type, byte[] payload);

    /** Ends the session. */
    void end();
  }

  /** Starts, when the client is ready. */
  void start();

  /** Handles a payload of the client's stream. */
  void receive(PayloadType type, byte[] payload);

  /** Stops, because the session ends. */
  void stop();
}
