package io.ssmenv.simulator.session;

import io.ssmenv.simulator.session.SessionPlugin.CommandLine;
import java.util.function.Consumer;

/** Echoes a command; {@code wait} runs until it is interrupted. */
final class TestCommandLine implements CommandLine {
  @Override
  public Running run(String command, Consumer<String> print, Runnable done) {
    if (!command.equals("wait")) {
      print.accept("ran " + command + "\n");
      done.run();
    }
    return () -> {};
  }
}
