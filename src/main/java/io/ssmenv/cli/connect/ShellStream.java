package io.ssmenv.cli.connect;

import java.io.IOException;

/** A shell in a session, into which a program types. */
interface ShellStream extends AutoCloseable {

  void type(String text) throws IOException;

  /** What the shell has printed, and its end. */
  ReceivedText received();

  @Override
  void close() throws IOException;
}
