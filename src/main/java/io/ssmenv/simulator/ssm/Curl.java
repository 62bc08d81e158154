package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.Destination;
import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code curl} to an {@link AddressService}. If the network drops its packets, it times out with
 * exit code 28 and the messages of curl 7.88, as measured. It prints no progress meter.
 *
 * @param silent whether it suppresses its error message
 * @param connectTimeout {@code --connect-timeout}
 * @param maxTime {@code --max-time}
 */
record Curl(
    AddressService service,
    String scheme,
    boolean silent,
    Optional<Duration> connectTimeout,
    Optional<Duration> maxTime)
    implements ShellStep {
  private static final Duration RESPONSE_TIME = Duration.ofMillis(150);

  /** When Linux aborts a connection whose first packet is never answered (measured). */
  private static final Duration KERNEL_TIMEOUT = Duration.ofMillis(134_797);

  /** When the resolver library stops waiting for a name server: 2 attempts of 5 s [D]. */
  private static final Duration RESOLVER_TIMEOUT = Duration.ofSeconds(10);

  private static final int EXIT_UNRESOLVED = 6;
  private static final int EXIT_TIMED_OUT = 28;

  /**
   * Parses the arguments of {@code curl}.
   *
   * @return empty if an option or a URL is not supported
   */
  static Optional<Curl> parse(List<String> words) {
    boolean quiet = false;
    boolean showsErrors = false;
    Optional<Duration> connectTimeout = Optional.empty();
    Optional<Duration> maxTime = Optional.empty();
    List<String> urls = new ArrayList<>();
    Iterator<String> rest = words.stream().flatMap(Curl::splitFlags).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "-s", "--silent" -> quiet = true;
        case "-S", "--show-error" -> showsErrors = true;
        case "-f", "--fail", "-4", "--ipv4" -> {}
        case "-m", "--max-time", "--connect-timeout" -> {
          Optional<Duration> given = rest.hasNext() ? seconds(rest.next()) : Optional.empty();
          if (given.isEmpty()) {
            return Optional.empty();
          }
          if (word.equals("--connect-timeout")) {
            connectTimeout = given;
          } else {
            maxTime = given;
          }
        }
        default -> urls.add(word);
      }
    }
    boolean silent = quiet && !showsErrors;
    Optional<Duration> connectLimit = connectTimeout;
    Optional<Duration> timeLimit = maxTime;
    return urls.size() == 1
        ? url(urls.getFirst())
            .flatMap(url ->
                AddressService.at(url)
                    .map(at -> new Curl(at, url.getScheme(), silent, connectLimit, timeLimit)))
        : Optional.empty();
  }

  /** Splits combined options such as {@code -sS}. */
  private static Stream<String> splitFlags(String word) {
    return word.matches("-[sSf4]{2,}")
        ? word.substring(1).chars().mapToObj(letter -> "-" + (char) letter)
        : Stream.of(word);
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  /** Parses a URL; without a scheme, curl uses http. */
  private static Optional<URI> url(String text) {
    String url = text.contains("://") ? text : "http://" + text;
    return url.matches("https?://[A-Za-z0-9.-]+/?")
        ? Optional.of(URI.create(url))
        : Optional.empty();
  }

  @Override
  public Outcome run(Function<Destination, Reachability> network) {
    Destination server = service.server(scheme);
    return switch (network.apply(server)) {
      case Reachability.Reachable(NetworkPath.InternetGateway(String publicIp)) ->
          succeeded(publicIp);
      case Reachability.Reachable(NetworkPath.NatGateway(_, String publicIp)) ->
          succeeded(publicIp);
      case Reachability.Reachable(NetworkPath.Endpoints path) ->
          throw new IllegalStateException(path + " does not lead to " + server);
      case Reachability.Broken(Hop hop, _) when hop == Hop.NAME_RESOLUTION ->
          resolutionFailed(server);
      case Reachability.Broken _ -> connectionFailed(server);
    };
  }

  private Outcome succeeded(String publicIp) {
    return new Outcome(service.answer(publicIp), "", 0, RESPONSE_TIME);
  }

  private Outcome resolutionFailed(Destination server) {
    return shortest(maxTime, connectTimeout)
        .filter(given -> given.compareTo(RESOLVER_TIMEOUT) < 0)
        .map(given ->
            failed(
                EXIT_TIMED_OUT,
                "Resolving timed out after %d milliseconds".formatted(elapsedMillis(given)),
                given))
        .orElseGet(() ->
            failed(EXIT_UNRESOLVED, "Could not resolve host: " + server.name(), RESOLVER_TIMEOUT));
  }

  private Outcome connectionFailed(Destination server) {
    Duration connecting = shortest(connectTimeout, Optional.of(KERNEL_TIMEOUT)).orElseThrow();
    if (maxTime.isPresent() && maxTime.get().compareTo(connecting) <= 0) {
      return failed(
          EXIT_TIMED_OUT,
          "Connection timed out after %d milliseconds".formatted(elapsedMillis(maxTime.get())),
          maxTime.get());
    }
    String why =
        connecting.equals(KERNEL_TIMEOUT) ? "Couldn't connect to server" : "Timeout was reached";
    return failed(
        EXIT_TIMED_OUT,
        "Failed to connect to %s port %d after %d ms: %s"
            .formatted(server.name(), server.port(), elapsedMillis(connecting), why),
        connecting);
  }

  private static Optional<Duration> shortest(Optional<Duration> one, Optional<Duration> other) {
    return Stream.concat(one.stream(), other.stream()).min(Duration::compareTo);
  }

  /** curl checks its own timeouts just after they have passed. */
  private static long elapsedMillis(Duration maxTime) {
    return maxTime.equals(KERNEL_TIMEOUT) ? maxTime.toMillis() : maxTime.toMillis() + 1;
  }

  private Outcome failed(int exitCode, String message, Duration took) {
    String stderr = silent ? "" : "curl: (%d) %s\n".formatted(exitCode, message);
    return new Outcome("", stderr, exitCode, took);
  }
}
