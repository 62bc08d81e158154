package io.ssmenv.simulator.session;

/** Runs nothing: the session ends before anything starts. */
record NoProgram() implements AgentProgram {
  @Override
  public void start() {
    // The session is about to end.
  }

  @Override
  public void receive(PayloadType type, byte[] payload) {
    // Nothing reads it.
  }

  @Override
  public void stop() {
    // Nothing runs.
  }
}
