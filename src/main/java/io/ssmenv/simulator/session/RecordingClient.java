package io.ssmenv.simulator.session;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Also hands what a shell prints to the log of its session. */
record RecordingClient(AgentProgram.Client client, Consumer<String> log)
    implements AgentProgram.Client {

  @Override
  public void send(PayloadType type, byte[] payload) {
    if (type == PayloadType.OUTPUT) {
      log.accept(new String(payload, StandardCharsets.UTF_8));
    }
    client.send(type, payload);
  }

  @Override
  public void end() {
    client.end();
  }
}
