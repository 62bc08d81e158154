package io.ssmenv.cli.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Passes on what a session-manager-plugin prints. It prints the id of the session before it opens
 * the data channel, and the next byte comes through that channel, or says why there is none.
 */
final class PluginOutput implements Runnable {

  private static final int BUFFER = 8192;
  private static final String FIRST_LINE = "Starting session with SessionId: ";

  private final InputStream from;
  private final OutputStream to;
  private final StringBuilder beginning = new StringBuilder();
  private volatile boolean beyondFirstLine;

  PluginOutput(InputStream from, OutputStream to) {
    this.from = from;
    this.to = to;
  }

  /** Whether there was more than the line with the id. */
  boolean isBeyondFirstLine() {
    return beyondFirstLine;
  }

  /** Until the end of the output. */
  @Override
  public void run() {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        to.write(buffer, 0, length);
        to.flush();
        note(buffer, length);
      }
    } catch (IOException e) {
      beyondFirstLine = true; // The reader of our output, or the plugin, has ended.
    }
  }

  private void note(byte[] buffer, int length) {
    if (!beyondFirstLine) {
      beginning.append(new String(buffer, 0, length, StandardCharsets.ISO_8859_1));
      String text = beginning.toString().stripLeading();
      int end = text.indexOf('\n');
      beyondFirstLine =
          text.startsWith(FIRST_LINE)
              ? end >= 0 && !text.substring(end).isBlank()
              : !FIRST_LINE.startsWith(text.substring(0, Math.min(text.length(), 8)));
    }
  }
}
