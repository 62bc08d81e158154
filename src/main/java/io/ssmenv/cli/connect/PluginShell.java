package io.ssmenv.cli.connect;

import io.ssmenv.aws.session.StartedSession;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A shell of the session-manager-plugin, without a terminal. */
final class PluginShell implements ShellStream {

  private final PluginCall call;
  private final Process process;
  private final ReceivedText received = new ReceivedText();

  /**
   * Starts the plugin.
   *
   * @param variables added to the environment, with the credentials
   */
  PluginShell(
      PluginProgram plugin,
      Map<String, String> variables,
      StartedSession session,
      String region,
      String instance)
      throws IOException {
    call = new PluginCall(plugin, variables);
    ProcessBuilder builder = call.builder(session, region, instance).redirectErrorStream(true);
    builder.environment().putAll(variables);
    process = builder.start();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    char[] buffer = new char[1024];
    try (Reader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (int length = output.read(buffer); length >= 0; length = output.read(buffer)) {
        received.append(new String(buffer, 0, length));
      }
    } catch (IOException e) {
      received.append(e.getMessage() + "\n");
    } finally {
      received.end();
    }
  }

  @Override
  public void type(String text) throws IOException {
    process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  @Override
  public ReceivedText received() {
    return received;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    call.close();
  }
}
