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
 * {@code curl} to an {@link AddressService}. Packets that a network drops leave it waiting, so it
 * ends with exit code 28, as curl 7.88 was measured to do, and with that version's messages. It
 * shows no progress meter.
 *
 * @param silent whether it keeps its error message to itself
 * @param connectLimit {@code --connect-timeout}
 * @param limit {@code --max-time}
 */
record Curl(
    AddressService service,
    String scheme,
    boolean silent,
    Optional<Duration> connectLimit,
    Optional<Duration> limit)
    implements ShellStep {
  private static final Duration ANSWERED = Duration.ofMillis(150);

  /** When Linux gives up a connection whose first packet is never answered (measured). */
  private static final Duration KERNEL = Duration.ofMillis(134_797);

  /** When the resolver library gives up a name server that never answers: 2 tries of 5 s [D]. */
  private static final Duration RESOLVER = Duration.ofSeconds(10);

  private static final int UNRESOLVED = 6;
  private static final int TIMED_OUT = 28;

  /**
   * Reads the words behind {@code curl}.
   *
   * @return nothing if there is an option or a URL that is not simulated
   */
  static Optional<Curl> parse(List<String> words) {
    boolean quiet = false;
    boolean showsErrors = false;
    Optional<Duration> connectLimit = Optional.empty();
    Optional<Duration> limit = Optional.empty();
    List<String> urls = new ArrayList<>();
    Iterator<String> rest = words.stream().flatMap(Curl::separated).iterator();
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
            connectLimit = given;
          } else {
            limit = given;
          }
        }
        default -> urls.add(word);
      }
    }
    boolean silent = quiet && !showsErrors;
    Optional<Duration> connecting = connectLimit;
    Optional<Duration> whole = limit;
    return urls.size() == 1
        ? url(urls.getFirst())
            .flatMap(url ->
                AddressService.at(url)
                    .map(at -> new Curl(at, url.getScheme(), silent, connecting, whole)))
        : Optional.empty();
  }

  /** Letters of options that stand together, such as {@code -sS}. */
  private static Stream<String> separated(String word) {
    return word.matches("-[sSf4]{2,}")
        ? word.substring(1).chars().mapToObj(letter -> "-" + (char) letter)
        : Stream.of(word);
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  /** A URL; without a scheme curl takes http. */
  private static Optional<URI> url(String text) {
    String whole = text.contains("://") ? text : "http://" + text;
    return whole.matches("https?://[A-Za-z0-9.-]+/?")
        ? Optional.of(URI.create(whole))
        : Optional.empty();
  }

  @Override
  public Outcome run(Function<Destination, Reachability> network) {
    Destination server = service.server(scheme);
    return switch (network.apply(server)) {
      case Reachability.Reachable(NetworkPath.InternetGateway(String publicIp)) ->
          answered(publicIp);
      case Reachability.Reachable(NetworkPath.NatGateway(_, String publicIp)) -> answered(publicIp);
      case Reachability.Reachable(NetworkPath.Endpoints way) ->
          throw new IllegalStateException(way + " is no way to " + server);
      case Reachability.Broken(Hop hop, _) when hop == Hop.NAME_RESOLUTION -> unresolved(server);
      case Reachability.Broken _ -> unconnected(server);
    };
  }

  private Outcome answered(String publicIp) {
    return new Outcome(service.answer(publicIp), "", 0, ANSWERED);
  }

  private Outcome unresolved(Destination server) {
    return shortest(limit, connectLimit)
        .filter(given -> given.compareTo(RESOLVER) < 0)
        .map(given ->
            failed(
                TIMED_OUT,
                "Resolving timed out after %d milliseconds".formatted(ran(given)),
                given))
        .orElseGet(() -> failed(UNRESOLVED, "Could not resolve host: " + server.name(), RESOLVER));
  }

  private Outcome unconnected(Destination server) {
    Duration connecting = shortest(connectLimit, Optional.of(KERNEL)).orElseThrow();
    if (limit.isPresent() && limit.get().compareTo(connecting) <= 0) {
      return failed(
          TIMED_OUT,
          "Connection timed out after %d milliseconds".formatted(ran(limit.get())),
          limit.get());
    }
    String why = connecting.equals(KERNEL) ? "Couldn't connect to server" : "Timeout was reached";
    return failed(
        TIMED_OUT,
        "Failed to connect to %s port %d after %d ms: %s"
            .formatted(server.name(), server.port(), ran(connecting), why),
        connecting);
  }

  private static Optional<Duration> shortest(Optional<Duration> one, Optional<Duration> other) {
    return Stream.concat(one.stream(), other.stream()).min(Duration::compareTo);
  }

  /** Curl looks at its clock just after a limit has passed. */
  private static long ran(Duration limit) {
    return limit.equals(KERNEL) ? limit.toMillis() : limit.toMillis() + 1;
  }

  private Outcome failed(int exitCode, String message, Duration took) {
    String stderr = silent ? "" : "curl: (%d) %s\n".formatted(exitCode, message);
    return new Outcome("", stderr, exitCode, took);
  }
}
