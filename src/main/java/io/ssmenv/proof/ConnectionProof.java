package io.ssmenv.proof;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of the connection of an instance: what the operator has written in the status, and
 * what a session has shown.
 *
 * @param instance with its environment, such as {@code public/app-0}
 * @param pattern the connectivity pattern
 * @param expected as in the status: addresses, {@code none} or {@code any}
 * @param observed as in the status: an address or {@code none}
 */
public record ConnectionProof(
    String instance,
    String pattern,
    Optional<String> expected,
    Optional<String> observed,
    Session session) {

  /** The value of the status for an instance that cannot reach the Internet. */
  public static final String NO_INTERNET = "none";

  private static final String ANY = "any";
  private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

  /** The messages with which curl gives up a connection without an answer. */
  private static final Pattern TIMED_OUT =
      Pattern.compile(
          "curl: \\(28\\) (Connection timed out|Failed to connect|Resolving timed out).*");

  /** A session on the instance. */
  public sealed interface Session {}

  /**
   * A session in which {@code curl} asked for the address that the Internet sees.
   *
   * @param after the time from the creation of the environment to the prompt of the shell
   * @param answer what {@code curl} printed
   */
  public record Opened(Duration after, String answer) implements Session {

    /** The time in seconds, rounded. */
    public long seconds() {
      return Math.round(after.toMillis() / 1000.0);
    }

    /** In the words of the status; empty if the answer says neither. */
    Optional<String> seen() {
      Matcher address = ADDRESS.matcher(answer);
      if (address.matches()) {
        return Optional.of(answer);
      }
      return TIMED_OUT.matcher(answer).matches() ? Optional.of(NO_INTERNET) : Optional.empty();
    }
  }

  /**
   * There was none.
   *
   * @param reason a sentence without its period
   */
  public record NotOpened(String reason) implements Session {}

  /** Whether the operator and the session have seen what is expected. */
  public boolean isProven() {
    return problem().isEmpty();
  }

  /** What is not proven, as a sentence. */
  public Optional<String> problem() {
    return switch (session) {
      case NotOpened(String reason) -> Optional.of(instance + ": no session: " + reason + ".");
      case Opened opened -> {
        if (expected.isEmpty() || observed.isEmpty()) {
          yield Optional.of(
              instance + ": the operator has not verified the egress. See: " + describe());
        }
        if (!isExpected(observed.get())) {
          yield Optional.of(
              "%s: the Internet sees %s, not %s. See: %s"
                  .formatted(instance, observed.get(), expected.get(), describe()));
        }
        yield opened.seen().filter(this::isExpected).isPresent()
            ? Optional.empty()
            : Optional.of(
                "%s: curl in the session printed: %s"
                    .formatted(instance, opened.answer().isEmpty() ? "nothing" : opened.answer()));
      }
    };
  }

  private String describe() {
    return "kubectl describe ssmenv " + instance.substring(0, instance.indexOf('/'));
  }

  private boolean isExpected(String seen) {
    return expected
        .filter(text ->
            text.equals(ANY)
                ? !seen.equals(NO_INTERNET)
                : List.of(text.split(", *", -1)).contains(seen))
        .isPresent();
  }
}
