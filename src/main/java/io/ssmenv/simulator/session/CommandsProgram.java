package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.simulator.session.SessionPlugin.CommandLine;
import java.util.List;
import java.util.Optional;

/** The commands of the session's document, one after another. The session ends with the last. */
final class CommandsProgram implements AgentProgram {
  private static final byte CTRL_C = 3;

  private final List<String> lines;
  private final CommandLine commands;
  private final Client client;
  private Optional<CommandLine.Running> running = Optional.empty();

  CommandsProgram(List<String> lines, CommandLine commands, Client client) {
    this.lines = lines;
    this.commands = commands;
    this.client = client;
  }

  @Override
  public void start() {
    run(0);
  }

  private void run(int number) {
    if (number == lines.size()) {
      client.end();
    } else {
      running = Optional.of(commands.run(lines.get(number), this::print, () -> run(number + 1)));
    }
  }

  private void print(String text) {
    client.send(PayloadType.OUTPUT, text.replace("\n", "\r\n").getBytes(UTF_8));
  }

  @Override
  public void receive(PayloadType type, byte[] payload) {
    for (byte typed : payload) {
      if (type == PayloadType.OUTPUT && typed == CTRL_C) {
        print("^C\n");
        client.end();
        return;
      }
    }
  }

  @Override
  public void stop() {
    running.ifPresent(CommandLine.Running::interrupt);
  }
}
