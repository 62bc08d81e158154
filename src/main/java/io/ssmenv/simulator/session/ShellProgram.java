package io.ssmenv.simulator.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ssmenv.simulator.session.SessionPlugin.CommandLine;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A shell in a terminal: it echoes what is typed, and edits and runs lines. {@code exit} or Ctrl-D
 * ends the session, Ctrl-C interrupts a command or discards the line. What is typed while a command
 * runs is read afterwards, except for Ctrl-C.
 */
final class ShellProgram implements AgentProgram {
  private static final String PROMPT = "sh-5.2$ ";
  private static final byte CTRL_C = 3;
  private static final byte CTRL_D = 4;
  private static final byte BACKSPACE = 8;
  private static final byte LINE_FEED = 10;
  private static final byte RETURN = 13;
  private static final byte DELETE = 127;

  private final CommandLine commands;
  private final Client client;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Deque<Byte> typedAhead = new ArrayDeque<>();
  private Optional<CommandLine.Running> running = Optional.empty();
  private boolean busy;
  private int commandNumber;

  ShellProgram(CommandLine commands, Client client) {
    this.commands = commands;
    this.client = client;
  }

  @Override
  public void start() {
    print(PROMPT);
  }

  @Override
  public void receive(PayloadType type, byte[] payload) {
    if (type != PayloadType.OUTPUT) {
      return;
    }
    for (byte typed : payload) {
      if (busy && typed == CTRL_C) {
        typedAhead.clear();
        running.ifPresent(CommandLine.Running::interrupt);
        print("^C\n");
        prompt();
      } else if (busy) {
        typedAhead.add(typed);
      } else {
        type(typed);
      }
    }
  }

  private void type(byte typed) {
    switch (typed) {
      case CTRL_C -> {
        line.reset();
        print("^C\n" + PROMPT);
      }
      case CTRL_D -> {
        if (line.size() == 0) {
          print("exit\n");
          client.end();
        }
      }
      case BACKSPACE, DELETE -> erase();
      case LINE_FEED, RETURN -> {
        print("\n");
        String command = line.toString(UTF_8).strip();
        line.reset();
        run(command);
      }
      default -> {
        // Other control characters edit a line in ways that are not simulated.
        if (typed < 0 || typed >= ' ') {
          line.write(typed);
          client.send(PayloadType.OUTPUT, new byte[] {typed});
        }
      }
    }
  }

  private void erase() {
    String before = line.toString(UTF_8);
    if (!before.isEmpty()) {
      line.reset();
      line.writeBytes(before.substring(0, before.length() - 1).getBytes(UTF_8));
      print("\b \b");
    }
  }

  private void run(String command) {
    if (command.equals("exit") || command.equals("logout")) {
      print("exit\n");
      client.end();
    } else if (command.isEmpty()) {
      print(PROMPT);
    } else {
      busy = true;
      commandNumber++;
      int number = commandNumber;
      CommandLine.Running started = commands.run(command, this::print, this::prompt);
      // It may have ended already, and what was typed ahead may run by now.
      if (busy && number == commandNumber) {
        running = Optional.of(started);
      }
    }
  }

  private void prompt() {
    busy = false;
    running = Optional.empty();
    print(PROMPT);
    while (!busy && !typedAhead.isEmpty()) {
      type(typedAhead.remove());
    }
  }

  /** Prints as a terminal does: a line feed also returns to the first column. */
  private void print(String text) {
    client.send(PayloadType.OUTPUT, text.replace("\n", "\r\n").getBytes(UTF_8));
  }

  @Override
  public void stop() {
    running.ifPresent(CommandLine.Running::interrupt);
    typedAhead.clear();
  }
}
