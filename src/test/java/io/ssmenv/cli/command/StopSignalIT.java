package io.ssmenv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Sends signals to a process that waits for them and then closes slowly. Needs perl, which is part
 * of Debian's base and of macOS.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class StopSignalIT {

  /** Java cannot handle a signal that its parent ignores, as in a background job of a script. */
  private static final String RESET_SIGINT = "$SIG{INT} = 'DEFAULT'; exec @ARGV or die $!";

  private static final int TERMINATED = 128 + 15;
  private static final int INTERRUPTED = 128 + 2;

  private Process process;
  private BufferedReader output;

  /** A command that prints what it does. */
  static final class Command {

    /** Longer than a process takes to end. */
    private static final Duration CLOSING = Duration.ofMillis(300);

    /**
     * Waits for a signal.
     *
     * @param arguments whether SIGINT is ignored, as in the background of a script; whether it
     *     hangs when it closes
     */
    public static void main(String[] arguments) throws Exception {
      handle(arguments[0].equals("ignored") ? "SIG_IGN" : "SIG_DFL");
      try (StopSignal stop = StopSignal.install()) {
        System.out.println("waiting");
        if (arguments[0].equals("ignored")) {
          System.out.println(handle("SIG_IGN") ? "deaf" : "listening");
        }
        stop.await();
        System.out.println("closing");
        if (arguments[1].equals("hangs")) {
          new CountDownLatch(1).await();
        }
        Thread.sleep(CLOSING);
        System.out.println("closed");
      }
      System.exit(7);
    }

    /** Sets how SIGINT is handled, by reflection as in StopSignal; returns if it was ignored. */
    private static boolean handle(String constant) throws ReflectiveOperationException {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object before =
          signal
              .getMethod("handle", signal, handler)
              .invoke(
                  null,
                  signal.getConstructor(String.class).newInstance("INT"),
                  handler.getField(constant).get(null));
      return before.equals(handler.getField("SIG_IGN").get(null));
    }
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void ctrlCClosesEverythingAndTheCommandSetsTheExitCode() throws Exception {
    start("default", "closes");
    send("INT");
    assertThat(output.lines()).containsExactly("closing", "closed");
    assertThat(exitCode()).isEqualTo(7);
  }

  @Test
  void sigtermClosesEverythingBeforeTheProcessEnds() throws Exception {
    start("default", "closes");
    send("TERM");
    assertThat(output.lines()).containsExactly("closing", "closed");
    assertThat(exitCode()).isEqualTo(TERMINATED);
  }

  @Test
  void aSecondCtrlCEndsTheProcessImmediately() throws Exception {
    start("default", "hangs");
    send("INT");
    assertThat(output.readLine()).isEqualTo("closing");
    send("INT");
    assertThat(exitCode()).isEqualTo(INTERRUPTED);
  }

  @Test
  void anIgnoredCtrlCStaysIgnored() throws Exception {
    start("ignored", "closes");
    assertThat(output.readLine()).isEqualTo("deaf");
    send("TERM");
    assertThat(output.lines()).containsExactly("closing", "closed");
    assertThat(exitCode()).isEqualTo(TERMINATED);
  }

  private void start(String interrupt, String closing) throws Exception {
    process =
        new ProcessBuilder(
                "perl",
                "-e",
                RESET_SIGINT,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Command.class.getName(),
                interrupt,
                closing)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("waiting");
  }

  private void send(String signal) throws Exception {
    assertThat(
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor())
        .isZero();
  }

  private int exitCode() throws InterruptedException {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
