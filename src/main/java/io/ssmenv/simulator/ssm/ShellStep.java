package io.ssmenv.simulator.ssm;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One line of a shell script. */
sealed interface ShellStep permits ShellStep.Echo, ShellStep.Printf, ShellStep.Assignment, Curl {

  /**
   * The result of a line.
   *
   * @param took how long it ran
   */
  record Outcome(String stdout, String stderr, int exitCode, Duration took) {}

  /** Runs the line. */
  Outcome run(Machine machine, ShellState state);

  private static Outcome printed(String text) {
    return new Outcome(text, "", 0, Duration.ofMillis(1));
  }

  /** {@code echo}, without options. */
  record Echo(List<ShellWord> words) implements ShellStep {
    @Override
    public Outcome run(Machine machine, ShellState state) {
      return printed(
          words.stream()
              .map(word -> word.expand(state))
              .collect(Collectors.joining(" ", "", "\n")));
    }
  }

  /** {@code printf} with the conversions {@code %s} and {@code %.9s}, one for each argument. */
  record Printf(String format, List<ShellWord> arguments) implements ShellStep {
    static final Pattern CONVERSION = Pattern.compile("%(?:\\.(\\d{1,4}))?s");

    @Override
    public Outcome run(Machine machine, ShellState state) {
      StringBuilder text = new StringBuilder();
      Matcher conversion = CONVERSION.matcher(format);
      for (ShellWord argument : arguments) {
        conversion.find();
        String value = argument.expand(state);
        int length =
            conversion.group(1) == null ? value.length() : Integer.parseInt(conversion.group(1));
        conversion.appendReplacement(
            text, Matcher.quoteReplacement(value.substring(0, Math.min(length, value.length()))));
      }
      conversion.appendTail(text);
      return printed(text.toString().replace("\\n", "\n"));
    }
  }

  /**
   * {@code NAME=$(curl …)}: the output without its last newlines; the exit code is that of curl.
   */
  record Assignment(String name, Curl curl) implements ShellStep {
    @Override
    public Outcome run(Machine machine, ShellState state) {
      Outcome outcome = curl.run(machine, state);
      state.set(name, outcome.stdout().replaceFirst("\n+$", ""));
      return new Outcome("", outcome.stderr(), outcome.exitCode(), outcome.took());
    }
  }
}
