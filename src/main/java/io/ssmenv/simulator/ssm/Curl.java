package io.ssmenv.simulator.ssm;

import io.ssmenv.simulator.network.NetworkPath;
import io.ssmenv.simulator.network.Reachability;
import io.ssmenv.simulator.network.Reachability.Hop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code curl} to a {@link WebServer}. If the network drops its packets, it times out with exit
 * code 28 and the messages of curl 7.88, as measured. It prints no progress meter.
 *
 * @param options how it was called
 */
record Curl(WebServer server, int port, Options options) implements ShellStep {

  /**
   * The options.
   *
   * @param silent whether it suppresses its error message
   * @param fails whether an error of HTTP is a failure
   * @param discards whether it writes the response to {@code /dev/null}
   * @param direct whether it ignores the proxy of the environment
   * @param connectTimeout {@code --connect-timeout}
   * @param maxTime {@code --max-time}
   */
  record Options(
      boolean silent,
      boolean fails,
      boolean discards,
      boolean direct,
      Optional<Duration> connectTimeout,
      Optional<Duration> maxTime) {}

  private static final Duration RESPONSE_TIME = Duration.ofMillis(150);

  /** When Linux aborts a connection whose first packet is never answered (measured). */
  private static final Duration KERNEL_TIMEOUT = Duration.ofMillis(134_797);

  /** When the resolver library stops waiting for a name server: 2 attempts of 5 s [D]. */
  private static final Duration RESOLVER_TIMEOUT = Duration.ofSeconds(10);

  private static final int EXIT_NO_PROXY = 5;
  private static final int EXIT_UNRESOLVED = 6;
  private static final int EXIT_HTTP_ERROR = 22;
  private static final int EXIT_TIMED_OUT = 28;

  /** The shell's, if it finds no program with the name. */
  private static final int EXIT_NOT_FOUND = 127;

  /**
   * Parses the arguments of {@code curl}.
   *
   * @return empty if an option or a URL is not supported
   */
  static Optional<Curl> parse(List<String> words) {
    Set<String> flags = new HashSet<>();
    Map<String, String> values = new HashMap<>();
    List<String> urls = new ArrayList<>();
    Iterator<String> rest = words.stream().flatMap(Curl::splitFlags).iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      switch (word) {
        case "-s", "-S", "-f", "-4", "-q" -> flags.add(word);
        case "--silent", "--show-error", "--fail" -> flags.add(word.substring(1, 3));
        case "--ipv4" -> flags.add("-4");
        case "-m", "-o", "--max-time", "--connect-timeout", "--noproxy" -> {
          if (!rest.hasNext()) {
            return Optional.empty();
          }
          values.put(word.equals("--max-time") ? "-m" : word, rest.next());
        }
        default -> urls.add(word);
      }
    }
    return urls.size() == 1 ? parse(urls.getFirst(), flags, values) : Optional.empty();
  }

  private static Optional<Curl> parse(String url, Set<String> flags, Map<String, String> values) {
    Optional<String> output = Optional.ofNullable(values.get("-o"));
    Optional<String> noProxy = Optional.ofNullable(values.get("--noproxy"));
    Optional<String> connectTimeout = Optional.ofNullable(values.get("--connect-timeout"));
    Optional<String> maxTime = Optional.ofNullable(values.get("-m"));
    if (output.filter(file -> !file.equals("/dev/null")).isPresent()
        || noProxy.filter(hosts -> !hosts.equals("*")).isPresent()
        || Stream.of(connectTimeout, maxTime)
            .flatMap(Optional::stream)
            .anyMatch(text -> seconds(text).isEmpty())) {
      return Optional.empty();
    }
    Options options =
        new Options(
            flags.contains("-s") && !flags.contains("-S"),
            flags.contains("-f"),
            output.isPresent(),
            noProxy.isPresent(),
            connectTimeout.flatMap(Curl::seconds),
            maxTime.flatMap(Curl::seconds));
    return url(url)
        .flatMap(address ->
            WebServer.at(address)
                .map(server ->
                    new Curl(
                        server,
                        address.getScheme().equals("https") ? WebServer.HTTPS : WebServer.HTTP,
                        options)));
  }

  /** Splits combined options such as {@code -sS}. */
  private static Stream<String> splitFlags(String word) {
    return word.matches("-[sSf4q]{2,}")
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
  public Outcome run(Machine machine, ShellState state) {
    InstanceSoftware.Software software = machine.software();
    if (!software.curl()) {
      return new Outcome("", "sh: curl: command not found\n", EXIT_NOT_FOUND, Duration.ofMillis(1));
    }
    if (software.proxy().isPresent() && !options.direct()) {
      return failed(
          EXIT_NO_PROXY,
          "Could not resolve proxy: " + URI.create(software.proxy().get()).getHost(),
          RESPONSE_TIME);
    }
    return switch (server.path(machine, port)) {
      case Reachability.Reachable(NetworkPath path) -> answered(server.reply(machine, path));
      case Reachability.Broken(Hop hop, _) when hop == Hop.NAME_RESOLUTION -> resolutionFailed();
      case Reachability.Broken _ -> connectionFailed();
    };
  }

  private Outcome answered(AddressServices.Reply reply) {
    return reply.isError() && options.fails()
        ? failed(
            EXIT_HTTP_ERROR, "The requested URL returned error: " + reply.status(), RESPONSE_TIME)
        : new Outcome(options.discards() ? "" : reply.body(), "", 0, RESPONSE_TIME);
  }

  private Outcome resolutionFailed() {
    return shortest(options.maxTime(), options.connectTimeout())
        .filter(given -> given.compareTo(RESOLVER_TIMEOUT) < 0)
        .map(given ->
            failed(
                EXIT_TIMED_OUT,
                "Resolving timed out after %d milliseconds".formatted(elapsedMillis(given)),
                given))
        .orElseGet(() ->
            failed(EXIT_UNRESOLVED, "Could not resolve host: " + server.host(), RESOLVER_TIMEOUT));
  }

  private Outcome connectionFailed() {
    Duration connecting =
        shortest(options.connectTimeout(), Optional.of(KERNEL_TIMEOUT)).orElseThrow();
    Optional<Duration> maxTime = options.maxTime();
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
            .formatted(server.host(), port, elapsedMillis(connecting), why),
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
    String stderr = options.silent() ? "" : "curl: (%d) %s\n".formatted(exitCode, message);
    return new Outcome("", stderr, exitCode, took);
  }
}
